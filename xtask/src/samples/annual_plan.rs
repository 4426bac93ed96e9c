//! The agency's plan for 2026, in Traditional Chinese: a PDF with a bordered table whose header is merged.

use std::io;

use super::pdf::{Cell, Writer};

/// The PDF.
///
/// # Errors
/// Where it cannot be put together.
pub fn pdf() -> io::Result<Vec<u8>> {
    let title = "澄渚湖沼署115年度施政計畫";
    let mut page = Writer::new(title, "澄渚湖沼署", title, true);
    page.title(title);
    page.heading("一、機關概況");
    page.paragraph(
        "澄渚湖沼署（以下簡稱湖沼署）成立於民國98年4月1日，掌理鏡沼、銀渚湖與晚霞潭三座湖泊之水質監測、濕地復育\
         及湖岸管理。湖沼署現任署長為闕若楓，署址設於澄渚市柳岸路17號。",
    );
    page.paragraph("湖沼署業務之法律依據為《湖沼保育條例》，該條例於民國97年11月12日公布。");
    page.heading("二、重點計畫");
    page.paragraph("115年度推動三項重點計畫，各計畫之執行期間與執行機構如表1。");
    page.caption("表1　115年度重點計畫一覽");
    let cell = |at, span, text| Cell { at, span, text };
    page.table(
        &[150.0, 90.0, 90.0, 137.0],
        &[
            cell((0, 0), (2, 1), "計畫名稱"),
            cell((0, 1), (1, 2), "執行期間"),
            cell((0, 3), (2, 1), "執行機構"),
            cell((1, 1), (1, 1), "起"),
            cell((1, 2), (1, 1), "迄"),
            cell((2, 0), (1, 1), "藍藻早期預警計畫"),
            cell((2, 1), (1, 1), "115年1月1日"),
            cell((2, 2), (1, 1), "117年12月31日"),
            cell((2, 3), (1, 1), "霜柳水質研究所"),
            cell((3, 0), (1, 1), "蘆葦帶復育計畫"),
            cell((3, 1), (1, 1), "114年3月1日"),
            cell((3, 2), (1, 1), "116年2月28日"),
            cell((3, 3), (1, 1), "月丘濕地研究院"),
            cell((4, 0), (1, 1), "湖底地形測繪計畫"),
            cell((4, 1), (1, 1), "115年5月1日"),
            cell((4, 2), (1, 1), "115年11月30日"),
            cell((4, 3), (1, 1), "空葦測量股份有限公司"),
        ],
    );
    page.heading("三、工作內容");
    page.paragraph(
        "藍藻早期預警計畫由霜柳水質研究所執行，於三座湖泊設置12座自動監測站，於藻華發生前72小時發布預警。",
    );
    page.paragraph("蘆葦帶復育計畫由月丘濕地研究院執行，目標為恢復銀渚湖沿岸蘆葦帶5.2公頃。");
    page.new_page();
    page.heading("四、經費");
    page.paragraph("各計畫經費詳見115年度預算表，單位為新臺幣千元。年度中如有修正，以修正公告為準。");
    page.heading("五、預期效益");
    page.paragraph("預警準確率由民國114年之81%提升至90%以上，並縮短停止取水之天數，由每年9日降至4日。");
    page.finish()
}

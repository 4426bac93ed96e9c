//! Who the agency works with, in English: a PDF of two pages with headings and a table.

use std::io;

use super::pdf::{Cell, Writer};

/// The PDF.
///
/// # Errors
/// Where it cannot be put together.
pub fn pdf() -> io::Result<Vec<u8>> {
    let title = "Partner Institutes of the Chengzhu Lakes Authority";
    let mut page = Writer::new(
        title,
        "Chengzhu Lakes Authority",
        "Chengzhu Lakes Authority",
        false,
    );
    page.title(title);
    page.heading("1 The authority and its partners");
    page.paragraph(
        "The Chengzhu Lakes Authority (澄渚湖沼署) looks after three lakes: Mirror Mere, Silverholm Lake and Afterglow \
         Tarn. It was set up on 1 April 2009 and works with two research institutes and one surveying company.",
    );
    page.heading("2 Frostwillow Institute of Water Quality");
    page.paragraph(
        "The Frostwillow Institute of Water Quality (霜柳水質研究所) was founded in 1998 and is located in Harrowford. \
         Its director is Zhan Yining (湛以寧), who succeeded Ou Lanting on 1 August 2023. The institute developed the \
         Glimmer-3 buoy, which measures phycocyanin every ten minutes.",
    );
    page.heading("3 Dalmoe Wetland Institute");
    page.paragraph(
        "The Dalmoe Wetland Institute (月丘濕地研究院) was founded in 2004. It grows reeds from local seed and plants \
         them along Silverholm Lake.",
    );
    page.heading("4 Hollowreed Surveying");
    page.paragraph(
        "Hollowreed Surveying (空葦測量股份有限公司) is a company founded in 2011. Its headquarters are in Port Sallow, \
         and its managing director is Edda Thornquist.",
    );
    page.new_page();
    page.heading("5 Staff");
    page.paragraph("Table 1 gives the staff of each partner on 31 December 2025.");
    page.caption("Table 1. Staff of the partners");
    let cell = |at, span, text| Cell { at, span, text };
    page.table(
        &[215.0, 84.0, 84.0, 84.0],
        &[
            cell((0, 0), (2, 1), "Partner"),
            cell((0, 1), (1, 3), "Staff (persons)"),
            cell((1, 1), (1, 1), "Scientists"),
            cell((1, 2), (1, 1), "Technicians"),
            cell((1, 3), (1, 1), "Total"),
            cell((2, 0), (1, 1), "Frostwillow Institute of Water Quality"),
            cell((2, 1), (1, 1), "38"),
            cell((2, 2), (1, 1), "26"),
            cell((2, 3), (1, 1), "64"),
            cell((3, 0), (1, 1), "Dalmoe Wetland Institute"),
            cell((3, 1), (1, 1), "22"),
            cell((3, 2), (1, 1), "19"),
            cell((3, 3), (1, 1), "41"),
            cell((4, 0), (1, 1), "Hollowreed Surveying"),
            cell((4, 1), (1, 1), "5"),
            cell((4, 2), (1, 1), "28"),
            cell((4, 3), (1, 1), "33"),
        ],
    );
    page.heading("6 Review");
    page.paragraph(
        "The authority reviews each partnership every three years. The next review of the Frostwillow Institute of \
         Water Quality is planned for October 2027.",
    );
    page.finish()
}

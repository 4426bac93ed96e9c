//! The papers that are plain text: Markdown, CSV and JSON Lines.

/// A notice that revises the budget, in Traditional Chinese.
pub const BUDGET_REVISION: &str = "\
# 115年度預算修正公告

發布機關：澄渚湖沼署
發布日期：民國115年3月20日

## 修正內容

藍藻早期預警計畫之115年度預算由新臺幣18,600千元修正為新臺幣21,450千元，增加2,850千元，用於採購3座監測浮標。

| 計畫名稱 | 原編預算（千元） | 修正後預算（千元） |
| --- | ---: | ---: |
| 藍藻早期預警計畫 | 18,600 | 21,450 |
| 蘆葦帶復育計畫 | 8,900 | 8,900 |
| 湖底地形測繪計畫 | 4,300 | 4,300 |

## 生效

本公告自發布日起生效，取代115年度預算表之相關金額。
";

/// The monitoring stations, in English.
pub const STATIONS: &str = "\
station,lake,depth_m,installed,operator
ST-01,Mirror Mere,4.5,2019-05-14,Frostwillow Institute of Water Quality
ST-02,Mirror Mere,7.2,2019-05-15,Frostwillow Institute of Water Quality
ST-03,Silverholm Lake,3.8,2020-06-02,Frostwillow Institute of Water Quality
ST-04,Silverholm Lake,11.6,2020-06-03,Dalmoe Wetland Institute
ST-05,Afterglow Tarn,2.9,2021-09-20,Dalmoe Wetland Institute
ST-06,Afterglow Tarn,5.1,2022-04-11,Frostwillow Institute of Water Quality
";

/// Notes of meetings and visits, one in each language and two more.
pub const NOTES: &str = r#"{"id": "n1", "title": "115年第2次業務會報紀錄", "text": "會議於民國115年2月10日召開，由署長闕若楓主持。霜柳水質研究所所長湛以寧報告監測站建置進度，12座監測站已完成6座。"}
{"id": "n2", "title": "협력사업 협의 기록", "text": "2026년 2월 24일 달뫼습지연구원에서 협의를 진행하였다. 은빛호의 2026년 식재 면적은 4,000㎡로 정하였다."}
{"id": "n3", "title": "Note on the lakebed mapping programme", "text": "The lakebed mapping programme is carried out by Hollowreed Surveying. Fieldwork starts at Mirror Mere on 1 May 2026 with two survey boats."}
{"id": "n4", "title": "湖岸巡查紀錄", "text": "湖岸管理組於民國115年3月5日巡查晚霞潭，發現步道損壞2處，已通知廠商於3月底前修復。"}
{"id": "n5", "title": "Visit to Harrowford", "text": "On 14 April 2026 Que Ruofeng, head of the Chengzhu Lakes Authority, visited the Frostwillow Institute of Water Quality in Harrowford and saw the first three Glimmer-3 buoys."}
"#;

//! Office documents and an e-mail, put together from their XML.

use crate::outline::zip;

pub(crate) const WORD: &str =
    "xmlns:w=\"w\" xmlns:r=\"r\" xmlns:m=\"m\" xmlns:wp=\"wp\" xmlns:mc=\"mc\" xmlns:v=\"v\"";
pub(crate) const PACKAGE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

pub(crate) fn relationships(entries: &[(&str, &str, &str)]) -> String {
    let all: String = entries
        .iter()
        .map(|(id, kind, target)| {
            format!("<Relationship Id=\"{id}\" Type=\"{PACKAGE}/{kind}\" Target=\"{target}\"/>")
        })
        .collect();
    format!("<Relationships>{all}</Relationships>")
}

/// A document with these paragraphs and tables, styles, lists, notes and a running header.
pub(crate) fn docx(body: &str) -> Vec<u8> {
    let document = format!(
        "<w:document {WORD}><w:body>{body}<w:sectPr><w:headerReference r:id=\"h1\"/></w:sectPr></w:body></w:document>"
    );
    let styles = format!(
        "<w:styles {WORD}><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"a\"><w:name w:val=\"Normal\"/></w:style>\
         <w:style w:styleId=\"1\"><w:name w:val=\"heading 1\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>\
         <w:style w:styleId=\"c\"><w:name w:val=\"caption\"/></w:style>\
         <w:style w:styleId=\"secret\"><w:name w:val=\"Secret\"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>"
    );
    let numbering = format!(
        "<w:numbering {WORD}><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"ideographLegalTraditional\"/><w:lvlText w:val=\"%1、\"/></w:lvl>\
         <w:lvl w:ilvl=\"1\"><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"&#xF0B7;\"/></w:lvl></w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"
    );
    let notes = format!(
        "<w:footnotes {WORD}><w:footnote w:type=\"separator\" w:id=\"0\"><w:p/></w:footnote>\
         <w:footnote w:id=\"2\"><w:p><w:r><w:t>依據預算法。</w:t></w:r></w:p></w:footnote></w:footnotes>"
    );
    let comments = format!(
        "<w:comments {WORD}><w:comment w:id=\"7\" w:author=\"Lin\"><w:p><w:r><w:t>check this</w:t></w:r></w:p></w:comment></w:comments>"
    );
    let header = format!("<w:hdr {WORD}><w:p><w:r><w:t>內部文件</w:t></w:r></w:p></w:hdr>");
    let links = relationships(&[
        ("s", "styles", "styles.xml"),
        ("n", "numbering", "numbering.xml"),
        ("f", "footnotes", "footnotes.xml"),
        ("c", "comments", "comments.xml"),
        ("h1", "header", "header1.xml"),
    ]);
    let core = "<cp:coreProperties xmlns:dc=\"dc\"><dc:title>年度報告</dc:title><dc:creator>Lin</dc:creator></cp:coreProperties>";
    zip(&[
        (
            "_rels/.rels",
            relationships(&[("d", "officeDocument", "word/document.xml")]).as_bytes(),
        ),
        ("word/document.xml", document.as_bytes()),
        ("word/_rels/document.xml.rels", links.as_bytes()),
        ("word/styles.xml", styles.as_bytes()),
        ("word/numbering.xml", numbering.as_bytes()),
        ("word/footnotes.xml", notes.as_bytes()),
        ("word/comments.xml", comments.as_bytes()),
        ("word/header1.xml", header.as_bytes()),
        ("docProps/core.xml", core.as_bytes()),
    ])
}

pub(crate) fn text(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

pub(crate) fn paragraph(style: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{runs}</w:p>")
}

/// A report with numbered headings, a note, a comment, a list, a formula, and text that is hidden or changed.
pub(crate) fn docx_report() -> Vec<u8> {
    let hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ignore all that</w:t></w:r>";
    let field = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>\
                 <w:r><w:t>code</w:t></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>表一</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
    let body = [
        paragraph("1", &text("總則")),
        format!(
            "<w:p>{}{hidden}<w:r><w:footnoteReference w:id=\"2\"/><w:commentReference w:id=\"7\"/></w:r>{}</w:p>",
            text("本計畫見"),
            field
        ),
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>{}</w:p>",
            text("第一項")
        ),
        format!(
            "<w:p><w:ins>{}</w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del></w:p>",
            text("new")
        ),
        paragraph("secret", &text("all of it")),
        paragraph("1", &text("預算")),
        "<w:p><m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b+c</m:t></m:r></m:den></m:f></m:oMath></w:p>"
            .to_owned(),
    ];
    docx(&body.concat())
}

/// Two slides, the second of them hidden, with a list, a table, a picture and notes.
pub(crate) fn pptx() -> Vec<u8> {
    let shape = |kind: &str, paragraphs: &str| {
        format!(
            "<p:sp><p:nvSpPr><p:cNvPr id=\"1\"/><p:nvPr><p:ph type=\"{kind}\"/></p:nvPr></p:nvSpPr><p:txBody>{paragraphs}</p:txBody></p:sp>"
        )
    };
    let paragraph =
        |properties: &str, text: &str| format!("<a:p>{properties}<a:r><a:t>{text}</a:t></a:r></a:p>");
    let table = "<p:graphicFrame><a:tbl><a:tblPr firstRow=\"1\"/><a:tr><a:tc gridSpan=\"2\"><a:txBody><a:p><a:r><a:t>Year</a:t></a:r></a:p></a:txBody></a:tc><a:tc hMerge=\"1\"/></a:tr>\
         <a:tr><a:tc><a:txBody><a:p><a:r><a:t>2023</a:t></a:r></a:p></a:txBody></a:tc><a:tc><a:txBody><a:p><a:r><a:t>1,200</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl></p:graphicFrame>";
    let slide = |attributes: &str, shapes: String| {
        format!("<p:sld {attributes}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>")
    };
    let first = slide(
        "",
        [
            shape(
                "body",
                &[
                    paragraph("<a:pPr><a:buAutoNum type=\"arabicPeriod\"/></a:pPr>", "First"),
                    paragraph("<a:pPr><a:buAutoNum type=\"arabicPeriod\"/></a:pPr>", "Second"),
                    paragraph("<a:pPr lvl=\"1\"><a:buChar char=\"–\"/></a:pPr>", "Deeper"),
                    paragraph("<a:pPr><a:buNone/></a:pPr>", "Plain"),
                ]
                .concat(),
            ),
            shape("sldNum", &paragraph("", "1")),
            shape("title", &paragraph("", "사업 개요")),
            table.to_owned(),
            "<p:pic><p:nvPicPr><p:cNvPr id=\"4\" descr=\"A chart\"/></p:nvPicPr></p:pic>".to_owned(),
        ]
        .concat(),
    );
    let second = slide("show=\"0\"", shape("title", &paragraph("", "Spare")));
    let notes = format!(
        "<p:notes><p:cSld><p:spTree>{}</p:spTree></p:cSld></p:notes>",
        shape("body", &paragraph("", "Say hello"))
    );
    zip(&[
        (
            "ppt/presentation.xml",
            b"<p:presentation><p:sldIdLst><p:sldId id=\"256\" r:id=\"r2\"/><p:sldId id=\"257\" r:id=\"r1\"/></p:sldIdLst></p:presentation>",
        ),
        (
            "ppt/_rels/presentation.xml.rels",
            relationships(&[("r1", "slide", "slides/slide1.xml"), ("r2", "slide", "slides/slide2.xml")]).as_bytes(),
        ),
        ("ppt/slides/slide1.xml", second.as_bytes()),
        ("ppt/slides/slide2.xml", first.as_bytes()),
        (
            "ppt/slides/_rels/slide2.xml.rels",
            relationships(&[
                ("n", "notesSlide", "../notesSlides/notesSlide1.xml"),
                ("d", "diagramData", "../diagrams/data1.xml"),
            ])
            .as_bytes(),
        ),
        (
            "ppt/diagrams/data1.xml",
            b"<dgm:dataModel><dgm:ptLst><dgm:pt><dgm:t><a:p><a:r><a:t>Step one</a:t></a:r></a:p></dgm:t></dgm:pt><dgm:pt><dgm:t/></dgm:pt></dgm:ptLst></dgm:dataModel>",
        ),
        ("ppt/notesSlides/notesSlide1.xml", notes.as_bytes()),
    ])
}

pub(crate) fn opendocument(kind: &str, content: &str, styles: &str) -> Vec<u8> {
    zip(&[
        (
            "mimetype",
            format!("application/vnd.oasis.opendocument.{kind}").as_bytes(),
        ),
        ("content.xml", content.as_bytes()),
        ("styles.xml", styles.as_bytes()),
    ])
}

/// A text with a heading, a note, a list, a nested table, a picture and a footer.
pub(crate) fn odt() -> Vec<u8> {
    let content = "<office:document-content><office:automatic-styles>\
        <style:style style:name=\"H\"><style:text-properties text:display=\"none\"/></style:style>\
        <text:list-style style:name=\"L\"><text:list-level-style-number text:level=\"1\" style:num-format=\"一\" style:num-suffix=\"、\"/>\
        <text:list-level-style-bullet text:level=\"2\" text:bullet-char=\"•\"/></text:list-style></office:automatic-styles>\
        <office:body><office:text><text:tracked-changes><text:p>deleted</text:p></text:tracked-changes>\
        <text:h text:outline-level=\"2\">概要</text:h>\
        <text:p>本  局<text:s text:c=\"2\"/>辦理<text:span text:style-name=\"H\">secret</text:span><text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>附註</text:p></text:note-body></text:note><office:annotation><dc:creator>Lin</dc:creator><text:p>why?</text:p></office:annotation></text:p>\
        <text:list text:style-name=\"L\"><text:list-item><text:p>甲</text:p><text:list><text:list-item><text:p>細</text:p></text:list-item></text:list></text:list-item><text:list-item><text:p>乙</text:p></text:list-item></text:list>\
        <table:table><table:table-header-rows><table:table-row><table:table-cell table:number-columns-spanned=\"2\"><text:p>年度</text:p></table:table-cell><table:covered-table-cell/></table:table-row></table:table-header-rows>\
        <table:table-row><table:table-cell><text:p>112</text:p></table:table-cell><table:table-cell><table:table><table:table-row><table:table-cell><text:p>內</text:p></table:table-cell></table:table-row></table:table></table:table-cell></table:table-row></table:table>\
        <text:p><draw:frame><draw:image/><svg:desc>A plan</svg:desc></draw:frame></text:p></office:text></office:body></office:document-content>";
    let styles = "<office:document-styles><office:master-styles><style:master-page><style:footer><text:p>第一版</text:p></style:footer></style:master-page></office:master-styles></office:document-styles>";
    opendocument("text", content, styles)
}

/// One slide with a list and notes.
pub(crate) fn odp() -> Vec<u8> {
    let content = "<office:document-content><office:body><office:presentation>\
        <draw:page><draw:frame presentation:class=\"outline\"><draw:text-box><text:list><text:list-item><text:p>One</text:p></text:list-item></text:list></draw:text-box></draw:frame>\
        <draw:frame presentation:class=\"title\"><draw:text-box><text:p>Plan</text:p></draw:text-box></draw:frame>\
        <presentation:notes><draw:frame><draw:text-box><text:p>Say it</text:p></draw:text-box></draw:frame></presentation:notes></draw:page></office:presentation></office:body></office:document-content>";
    opendocument("presentation", content, "<x/>")
}

/// A sheet with a merged header, repeated cells, a formula and a hidden row.
pub(crate) fn ods() -> Vec<u8> {
    let cell = |attributes: &str, text: &str| {
        format!("<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>")
    };
    let number = |value: &str, text: &str| {
        cell(
            &format!("office:value-type=\"float\" office:value=\"{value}\""),
            text,
        )
    };
    let rows = [
        cell("table:number-columns-spanned=\"2\"", "예산 (단위: 천원)") + "<table:covered-table-cell/>",
        cell("", "항목") + &cell("", "금액"),
        cell("", "운영비") + &number("1250", "1,250"),
        cell("", "시설비") + &number("800", "800"),
        cell("", "합계")
            + &cell(
                "office:value-type=\"float\" office:value=\"2050\" table:formula=\"of:=SUM([.B3:.B4])\"",
                "2,050",
            ),
    ];
    let rows: Vec<String> = rows
        .iter()
        .map(|cells| format!("<table:table-row>{cells}</table:table-row>"))
        .collect();
    let hidden = format!(
        "<table:table-row table:visibility=\"collapse\">{}</table:table-row>",
        cell("", "비고")
    );
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"예산\">{}{hidden}</table:table></office:spreadsheet></office:body></office:document-content>",
        rows.concat()
    );
    opendocument("spreadsheet", &content, "<x/>")
}

/// A message with text, a table, a picture and a message inside.
pub(crate) const MAIL: &str = "From: =?UTF-8?B?6ZmI5pyJ?= <chen@example.org>\r\nTo: lee@example.org\r\nSubject: =?UTF-8?B?7JiI7IKwIOuztOqzoA==?=\r\n\
Date: Mon, 4 Mar 2024 09:30:00 +0800\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n\r\n\
--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nFirst paragraph.\r\n\r\nSecond paragraph.\r\n\
--b\r\nContent-Type: text/csv; name=\"f.csv\"\r\nContent-Disposition: attachment; filename=\"f.csv\"\r\n\r\nname,sum\r\nA,1\r\nB,2\r\n\
--b\r\nContent-Type: image/png; name=\"logo.png\"\r\nContent-ID: <1>\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n\
--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: x@example.org\r\nSubject: Inner\r\nMIME-Version: 1.0\r\n\r\nForwarded.\r\n--b--\r\n";

//! DOCX, PPTX, ODT and ODP: headings, lists, tables, notes, and what is hidden.

use quarry_ingest::{Place, ReadOptions, parse};

use crate::outline::{outline, read, zip};

const WORD: &str = "xmlns:w=\"w\" xmlns:r=\"r\" xmlns:m=\"m\" xmlns:wp=\"wp\" xmlns:mc=\"mc\" xmlns:v=\"v\"";
const PACKAGE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn relationships(entries: &[(&str, &str, &str)]) -> String {
    let all: String = entries
        .iter()
        .map(|(id, kind, target)| {
            format!("<Relationship Id=\"{id}\" Type=\"{PACKAGE}/{kind}\" Target=\"{target}\"/>")
        })
        .collect();
    format!("<Relationships>{all}</Relationships>")
}

/// A document with these paragraphs and tables, styles, lists, notes and a running header.
fn docx(body: &str) -> Vec<u8> {
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

fn text(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn paragraph(style: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{runs}</w:p>")
}

#[test]
fn a_word_document_keeps_headings_lists_notes_and_what_is_hidden() {
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
    let document = read("a.docx", &docx(&body.concat()));
    assert_eq!(
        outline(&document),
        [
            "header 內部文件",
            "h1 壹、 總則",
            "p 本計畫見表一",
            "!p ignore all that",
            "note 依據預算法。",
            "!p Lin: check this",
            "li • 第一項",
            "p new",
            "!p all of it",
            "h1 貳、 預算",
            "formula a/(b+c)",
        ]
    );
    assert_eq!(document.title, "年度報告");
    assert_eq!(document.metadata["author"], "Lin");
    assert_eq!(
        document.blocks[4].locator.place,
        Place::Paragraph { paragraph: 1 }
    );
}

#[test]
fn tables_in_word_keep_merged_and_nested_cells() {
    let cell = |properties: &str, content: &str| {
        format!(
            "<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{}</w:p></w:tc>",
            text(content)
        )
    };
    let nested = format!(
        "<w:tc><w:p>{}</w:p><w:tbl><w:tr>{}{}</w:tr></w:tbl><w:p/></w:tc>",
        text("外"),
        cell("", "內1"),
        cell("", "內2")
    );
    let table = format!(
        "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>{}{}</w:tr><w:tr>{}{}{}</w:tr><w:tr>{}{}{}</w:tr></w:tbl>",
        cell("<w:vMerge w:val=\"restart\"/>", "機關"),
        cell("<w:gridSpan w:val=\"2\"/>", "預算"),
        cell("<w:vMerge/>", ""),
        cell("", "112"),
        cell("", "113"),
        cell("", "甲局"),
        nested,
        cell("", "9"),
    );
    let document = read("a.docx", &docx(&(paragraph("c", &text("表 1 預算")) + &table)));
    assert_eq!(
        outline(&document)[1..],
        [
            "caption 表 1 預算",
            "table",
            "  機關[2x1] | 預算[1x2]",
            "  112 | 113",
            "  甲局 | 外 | 9",
            "    > 內1 | 內2",
        ]
    );
    let table = document.blocks[2].table.as_ref();
    assert_eq!(
        table.map(|t| (t.caption.as_str(), t.header_rows)),
        Some(("表 1 預算", 1))
    );
}

#[test]
fn pictures_and_text_boxes_hang_on_their_paragraph() {
    let drawing = format!(
        "<w:p>{}<w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:inline><wp:docPr id=\"1\" descr=\"Map of the site\"/><a:blip/></wp:inline></w:drawing></mc:Choice>\
         <mc:Fallback><w:pict><v:imagedata/></w:pict></mc:Fallback></mc:AlternateContent></w:r>\
         <w:r><w:pict><v:textbox><w:txbxContent><w:p>{}</w:p></w:txbxContent></v:textbox></w:pict></w:r></w:p>",
        text("See"),
        text("In a box")
    );
    let document = read("a.docx", &docx(&drawing));
    assert_eq!(
        outline(&document)[1..],
        ["p See", "figure Map of the site", "p In a box"]
    );
}

#[test]
fn a_word_document_that_is_cut_short_gives_what_it_has() {
    let body = format!("<w:p>{}</w:p><w:tbl><w:tr><w:tc><w:p>", text("first"));
    let bytes = zip(&[(
        "word/document.xml",
        format!("<w:document {WORD}><w:body>{body}").as_bytes(),
    )]);
    let document = read("a.docx", &bytes);
    assert_eq!(outline(&document)[0], "p first");
    assert!(document.diagnostics.iter().any(|d| d.code == "truncated"));
}

#[test]
fn tables_without_end_inside_one_another_do_not_end_the_stack() {
    let open = "<w:tbl><w:tr><w:tc>".repeat(20_000);
    let bytes = zip(&[(
        "word/document.xml",
        format!("<w:document {WORD}><w:body>{open}").as_bytes(),
    )]);
    let document = read("a.docx", &bytes);
    assert!(document.diagnostics.iter().any(|d| d.code == "nesting"));
}

#[test]
fn slides_are_read_one_by_one_with_their_notes() {
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
    let bytes = zip(&[
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
    ]);
    let document = read("a.pptx", &bytes);
    assert_eq!(
        outline(&document),
        [
            "h1 사업 개요",
            "li 1. First",
            "li 2. Second",
            "li – Deeper",
            "p Plain",
            "table",
            "  Year[1x2]",
            "  2023 | 1,200",
            "figure A chart",
            "li Step one",
            "!p Say hello",
            "!h1 Spare",
        ]
    );
    assert_eq!(document.blocks[0].locator.place, Place::Slide { slide: 1 });
    assert_eq!(
        document.blocks.last().map(|b| &b.locator.place),
        Some(&Place::Slide { slide: 2 })
    );
    assert_eq!(document.title, "사업 개요");
}

fn opendocument(kind: &str, content: &str, styles: &str) -> Vec<u8> {
    zip(&[
        (
            "mimetype",
            format!("application/vnd.oasis.opendocument.{kind}").as_bytes(),
        ),
        ("content.xml", content.as_bytes()),
        ("styles.xml", styles.as_bytes()),
    ])
}

#[test]
fn open_document_text_keeps_headings_lists_tables_and_notes() {
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
    let document = read("a.odt", &opendocument("text", content, styles));
    assert_eq!(
        outline(&document),
        [
            "h2 概要",
            "p 本 局  辦理",
            "!p secret",
            "note 附註",
            "!p Lin: why?",
            "li 一、 甲",
            "li • 細",
            "li 二、 乙",
            "table",
            "  年度[1x2]",
            "  112 |",
            "    > 內",
            "figure A plan",
            "footer 第一版",
        ]
    );
    assert_eq!(
        document.blocks[1].locator.place,
        Place::Paragraph { paragraph: 1 }
    );
}

#[test]
fn open_document_slides_begin_with_their_titles() {
    let content = "<office:document-content><office:body><office:presentation>\
        <draw:page><draw:frame presentation:class=\"outline\"><draw:text-box><text:list><text:list-item><text:p>One</text:p></text:list-item></text:list></draw:text-box></draw:frame>\
        <draw:frame presentation:class=\"title\"><draw:text-box><text:p>Plan</text:p></draw:text-box></draw:frame>\
        <presentation:notes><draw:frame><draw:text-box><text:p>Say it</text:p></draw:text-box></draw:frame></presentation:notes></draw:page></office:presentation></office:body></office:document-content>";
    let document = read("a.odp", &opendocument("presentation", content, "<x/>"));
    assert_eq!(outline(&document), ["h1 Plan", "li One", "!p Say it"]);
    assert_eq!(document.blocks[0].locator.place, Place::Slide { slide: 1 });
}

#[test]
fn altered_office_files_are_read_or_refused_but_never_panic() {
    let body = paragraph("1", &text("總則")) + "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>";
    // Stored, so that what is altered reaches the XML.
    let bytes = docx(&body);
    let mut state = 0x9E37_79B9_u32;
    let mut below = |end: usize| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state as usize % end.max(1)
    };
    for _ in 0..300 {
        let mut altered = bytes.clone();
        for _ in 0..=below(8) {
            let at = below(altered.len());
            altered[at] = below(256) as u8;
        }
        let documents = parse("a.docx", &altered, &ReadOptions::default());
        assert!(
            documents
                .iter()
                .all(|d| d.diagnostics.iter().all(|x| x.code != "reader_panicked"))
        );
    }
}

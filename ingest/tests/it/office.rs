//! DOCX, PPTX, ODT and ODP: headings, lists, tables, notes, and what is hidden.

use quarry_ingest::{Place, ReadOptions, parse};

use crate::office_files::{WORD, docx, docx_report, odp, odt, paragraph, pptx, text};
use crate::outline::{outline, read, zip};

#[test]
fn a_word_document_keeps_headings_lists_notes_and_what_is_hidden() {
    let document = read("a.docx", &docx_report());
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
    let document = read("a.pptx", &pptx());
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

#[test]
fn open_document_text_keeps_headings_lists_tables_and_notes() {
    let document = read("a.odt", &odt());
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
    let document = read("a.odp", &odp());
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

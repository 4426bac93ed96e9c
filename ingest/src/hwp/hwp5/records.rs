//! Records of an HWP 5 stream, as a tree by their levels.

use crate::fields::Fields;

/// Tags of the records that are read; `HWPTAG_BEGIN` is 0x10.
pub(super) mod tag {
    pub(in super::super) const DOCUMENT_PROPERTIES: u16 = 0x10;
    pub(in super::super) const NUMBERING: u16 = 0x17;
    pub(in super::super) const BULLET: u16 = 0x18;
    pub(in super::super) const CHAR_SHAPE: u16 = 0x15;
    pub(in super::super) const PARA_SHAPE: u16 = 0x19;
    pub(in super::super) const STYLE: u16 = 0x1A;
    pub(in super::super) const DISTRIBUTE_DOC_DATA: u16 = 0x1C;
    pub(in super::super) const PARA_HEADER: u16 = 0x42;
    pub(in super::super) const PARA_TEXT: u16 = 0x43;
    pub(in super::super) const PARA_CHAR_SHAPE: u16 = 0x44;
    pub(in super::super) const PARA_LINE_SEG: u16 = 0x45;
    pub(in super::super) const CTRL_HEADER: u16 = 0x47;
    pub(in super::super) const LIST_HEADER: u16 = 0x48;
    pub(in super::super) const PAGE_DEF: u16 = 0x49;
    pub(in super::super) const SHAPE_COMPONENT: u16 = 0x4C;
    pub(in super::super) const TABLE: u16 = 0x4D;
    pub(in super::super) const OLE: u16 = 0x54;
    pub(in super::super) const PICTURE: u16 = 0x55;
    pub(in super::super) const EQEDIT: u16 = 0x58;
    pub(in super::super) const FORM_OBJECT: u16 = 0x5B;
    pub(in super::super) const MEMO_LIST: u16 = 0x5D;
}

/// A stream's records in order, each with the end of its subtree.
#[derive(Debug)]
pub(super) struct Tree<'a> {
    records: Vec<Record<'a>>,
    cut: bool,
}

#[derive(Debug, Clone, Copy)]
struct Record<'a> {
    tag: u16,
    level: u16,
    data: &'a [u8],
    /// Index past the last record below this one.
    end: usize,
}

impl<'a> Tree<'a> {
    /// Splits a stream into records; what is cut short at its end is kept as far as it goes.
    pub(super) fn parse(stream: &'a [u8]) -> Self {
        let mut records: Vec<Record<'a>> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        let mut cut = false;
        let mut rest = Fields::new(stream);
        while let Some(header) = rest.u32() {
            let (tag, level) = ((header & 0x3FF) as u16, (header >> 10 & 0x3FF) as u16);
            let mut size = header >> 20;
            if size == 0xFFF {
                size = rest.u32().unwrap_or(0);
            }
            let size = usize::try_from(size).unwrap_or(usize::MAX);
            cut |= size > rest.left();
            let data = rest.bytes(size.min(rest.left())).unwrap_or_default();
            let index = records.len();
            while let Some(top) = open.last().and_then(|top| records.get_mut(*top)) {
                if top.level < level {
                    break;
                }
                top.end = index;
                open.pop();
            }
            open.push(index);
            records.push(Record {
                tag,
                level,
                data,
                end: 0,
            });
        }
        let count = records.len();
        for index in open {
            if let Some(record) = records.get_mut(index) {
                record.end = count;
            }
        }
        Self { records, cut }
    }

    /// Whether the stream ended within a record.
    pub(super) fn is_cut(&self) -> bool {
        self.cut
    }

    /// The records that stand below no other.
    pub(super) fn roots(&self) -> Nodes<'_, 'a> {
        Nodes {
            tree: self,
            next: 0,
            end: self.records.len(),
        }
    }
}

/// One record with what is below it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node<'t, 'a> {
    tree: &'t Tree<'a>,
    index: usize,
    record: Record<'a>,
}

impl<'t, 'a> Node<'t, 'a> {
    /// Its tag.
    pub(super) fn tag(&self) -> u16 {
        self.record.tag
    }

    /// Its data.
    pub(super) fn data(&self) -> &'a [u8] {
        self.record.data
    }

    /// Its data, to be read field by field.
    pub(super) fn fields(&self) -> Fields<'a> {
        Fields::new(self.record.data)
    }

    /// The records right below it.
    pub(super) fn children(&self) -> Nodes<'t, 'a> {
        Nodes {
            tree: self.tree,
            next: self.index + 1,
            end: self.record.end,
        }
    }
}

/// Records beside one another.
#[derive(Debug, Clone)]
pub(super) struct Nodes<'t, 'a> {
    tree: &'t Tree<'a>,
    next: usize,
    end: usize,
}

impl<'t, 'a> Iterator for Nodes<'t, 'a> {
    type Item = Node<'t, 'a>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.next >= self.end {
            return None;
        }
        let record = *self.tree.records.get(self.next)?;
        let node = Node {
            tree: self.tree,
            index: self.next,
            record,
        };
        self.next = record.end.max(self.next + 1);
        Some(node)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    fn record(tag: u16, level: u16, data: &[u8]) -> Vec<u8> {
        let header = u32::from(tag) | u32::from(level) << 10 | (data.len() as u32) << 20;
        [&header.to_le_bytes(), data].concat()
    }

    #[test]
    fn levels_make_a_tree() {
        let stream = [
            record(1, 0, b"a"),
            record(2, 1, b"b"),
            record(3, 2, b"c"),
            record(4, 1, b"d"),
            record(5, 0, b""),
        ];
        let stream = stream.concat();
        let tree = Tree::parse(&stream);
        let roots: Vec<_> = tree.roots().map(|node| node.tag()).collect();
        assert_eq!(roots, [1, 5]);
        let first = tree.roots().next().unwrap();
        let children: Vec<_> = first.children().map(|node| (node.tag(), node.data())).collect();
        assert_eq!(children, [(2, b"b".as_slice()), (4, b"d")]);
        assert!(!tree.is_cut());
    }

    #[test]
    fn a_stream_that_ends_within_a_record_gives_what_it_has() {
        let mut stream = record(1, 0, b"abcdef");
        stream.truncate(7);
        let tree = Tree::parse(&stream);
        assert!(tree.is_cut());
        assert_eq!(tree.roots().next().unwrap().data(), b"abc");
    }
}

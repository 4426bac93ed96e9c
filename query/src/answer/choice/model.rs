//! The trees that weigh what is known of a proposal; `weights.bin` has them.

use std::sync::LazyLock;

/// Trees as `query/training/trees.py` writes them: how many numbers they read and how many trees there are, then for each tree
/// its count of nodes and the nodes, each eight bytes in little-endian order.
const WEIGHTS: &[u8] = include_bytes!("weights.bin");

/// In the place of the number that a node reads: it is a leaf.
const LEAF: u16 = u16::MAX;

/// A node of a tree, which stands before its children.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Node {
    /// The number that is read.
    number: u16,
    /// Where the greater ones go on; the others go on at the next node.
    greater: u16,
    /// The bound, or what a leaf adds.
    value: f32,
}

/// Trees whose leaves are added up.
#[derive(Debug, Default, PartialEq)]
struct Forest {
    /// Numbers that describe a proposal.
    numbers: usize,
    trees: Vec<Vec<Node>>,
}

static FOREST: LazyLock<Forest> = LazyLock::new(|| Forest::parse(WEIGHTS).unwrap_or_default());

fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (head, rest) = bytes.split_first_chunk::<N>()?;
    *bytes = rest;
    Some(*head)
}

impl Forest {
    /// Reads trees; none where they are not of this form.
    fn parse(mut bytes: &[u8]) -> Option<Self> {
        let numbers = usize::from(u16::from_le_bytes(take(&mut bytes)?));
        let count = u16::from_le_bytes(take(&mut bytes)?);
        let trees = (0..count).map(|_| {
            let nodes = u16::from_le_bytes(take(&mut bytes)?);
            (0..nodes)
                .map(|at| {
                    let node = Node {
                        number: u16::from_le_bytes(take(&mut bytes)?),
                        greater: u16::from_le_bytes(take(&mut bytes)?),
                        value: f32::from_le_bytes(take(&mut bytes)?),
                    };
                    // Every step leads on, so that every walk ends.
                    let leads =
                        node.greater > at && node.greater < nodes && usize::from(node.number) < numbers;
                    (node.number == LEAF || leads).then_some(node)
                })
                .collect::<Option<Vec<Node>>>()
        });
        let trees = trees.collect::<Option<Vec<_>>>()?;
        Some(Self { numbers, trees })
    }

    fn score(&self, numbers: &[f32]) -> f32 {
        self.trees.iter().map(|tree| leaf(tree, numbers)).sum()
    }
}

fn leaf(tree: &[Node], numbers: &[f32]) -> f32 {
    let mut at = 0;
    while let Some(node) = tree.get(at) {
        if node.number == LEAF {
            return node.value;
        }
        let number = numbers.get(usize::from(node.number)).copied().unwrap_or_default();
        at = if number <= node.value {
            at + 1
        } else {
            usize::from(node.greater)
        };
    }
    0.0
}

/// How much speaks for an answer that these numbers describe; a refusal has 0.
pub(super) fn score(numbers: &[f32]) -> f32 {
    FOREST.score(numbers)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::super::features::NUMBERS;
    use super::*;

    fn written(nodes: &[(u16, u16, f32)]) -> Vec<u8> {
        let mut bytes = vec![2, 0, 1, 0];
        bytes.extend(u16::try_from(nodes.len()).unwrap().to_le_bytes());
        for (number, greater, value) in nodes {
            bytes.extend(number.to_le_bytes());
            bytes.extend(greater.to_le_bytes());
            bytes.extend(value.to_le_bytes());
        }
        bytes
    }

    #[test]
    fn the_trees_read_the_numbers_that_there_are() {
        assert_eq!(FOREST.numbers, NUMBERS);
        assert!(FOREST.trees.len() > 1);
    }

    #[test]
    fn a_tree_is_walked_to_a_leaf() {
        let bytes = written(&[(1, 2, 0.5), (LEAF, 0, -1.0), (LEAF, 0, 3.0)]);
        let forest = Forest::parse(&bytes).unwrap();
        assert!((forest.score(&[9.0, 0.5]) + 1.0).abs() < 1e-6);
        assert!((forest.score(&[0.0, 0.6]) - 3.0).abs() < 1e-6);
    }

    #[test]
    fn trees_that_are_cut_off_or_lead_back_are_none() {
        let bytes = written(&[(1, 2, 0.5), (LEAF, 0, -1.0), (LEAF, 0, 3.0)]);
        for end in 0..bytes.len() {
            assert_eq!(Forest::parse(bytes.get(..end).unwrap()), None);
        }
        assert_eq!(Forest::parse(&written(&[(1, 0, 0.5)])), None);
        assert_eq!(Forest::parse(&written(&[(7, 1, 0.5), (LEAF, 0, 1.0)])), None);
    }
}

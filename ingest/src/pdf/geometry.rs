//! Boxes and directions on a page.

/// A box in points, origin top left, y growing downwards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Rect {
    pub(crate) x0: f32,
    pub(crate) y0: f32,
    pub(crate) x1: f32,
    pub(crate) y1: f32,
}

impl Rect {
    /// The box that spans two opposite corners.
    pub(crate) fn new(x0: f32, y0: f32, x1: f32, y1: f32) -> Self {
        Self {
            x0: x0.min(x1),
            y0: y0.min(y1),
            x1: x0.max(x1),
            y1: y0.max(y1),
        }
    }

    /// The box that contains nothing and grows by [`Rect::union`].
    pub(crate) const EMPTY: Self = Self {
        x0: f32::INFINITY,
        y0: f32::INFINITY,
        x1: f32::NEG_INFINITY,
        y1: f32::NEG_INFINITY,
    };

    pub(crate) fn width(&self) -> f32 {
        self.x1 - self.x0
    }

    pub(crate) fn height(&self) -> f32 {
        self.y1 - self.y0
    }

    pub(crate) fn area(&self) -> f32 {
        self.width().max(0.0) * self.height().max(0.0)
    }

    pub(crate) fn center(&self) -> (f32, f32) {
        ((self.x0 + self.x1) / 2.0, (self.y0 + self.y1) / 2.0)
    }

    pub(crate) fn is_finite(&self) -> bool {
        self.x0.is_finite() && self.y0.is_finite() && self.x1.is_finite() && self.y1.is_finite()
    }

    /// The smallest box around both.
    pub(crate) fn union(&self, other: &Self) -> Self {
        Self {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }

    /// The smallest box around all of them; [`Rect::EMPTY`] for none.
    pub(crate) fn around(rects: impl IntoIterator<Item = Self>) -> Self {
        rects.into_iter().fold(Self::EMPTY, |all, r| all.union(&r))
    }

    /// The common part; of negative size where there is none.
    pub(crate) fn intersection(&self, other: &Self) -> Self {
        Self {
            x0: self.x0.max(other.x0),
            y0: self.y0.max(other.y0),
            x1: self.x1.min(other.x1),
            y1: self.y1.min(other.y1),
        }
    }

    pub(crate) fn contains(&self, (x, y): (f32, f32)) -> bool {
        x >= self.x0 && x <= self.x1 && y >= self.y0 && y <= self.y1
    }

    pub(crate) fn contains_rect(&self, other: &Self) -> bool {
        other.x0 >= self.x0 && other.x1 <= self.x1 && other.y0 >= self.y0 && other.y1 <= self.y1
    }

    /// The box with `by` points more on each side.
    pub(crate) fn grown(&self, by: f32) -> Self {
        Self {
            x0: self.x0 - by,
            y0: self.y0 - by,
            x1: self.x1 + by,
            y1: self.y1 + by,
        }
    }

    /// Length that the two boxes share on the x axis; negative for the gap between them.
    pub(crate) fn overlap_x(&self, other: &Self) -> f32 {
        self.x1.min(other.x1) - self.x0.max(other.x0)
    }

    /// Length that the two boxes share on the y axis; negative for the gap between them.
    pub(crate) fn overlap_y(&self, other: &Self) -> f32 {
        self.y1.min(other.y1) - self.y0.max(other.y0)
    }
}

/// The direction in which the characters of a line follow each other, on the page as it is seen.
///
/// Vertical writing and text that is rotated clockwise both run [`Direction::Down`], with lines from right to left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Direction {
    Right,
    Down,
    Left,
    Up,
}

impl Direction {
    pub(crate) const ALL: [Self; 4] = [Self::Right, Self::Down, Self::Left, Self::Up];

    /// The nearest direction to a vector (y downwards).
    pub(crate) fn of(dx: f64, dy: f64) -> Self {
        if dx.abs() >= dy.abs() {
            if dx >= 0.0 { Self::Right } else { Self::Left }
        } else if dy >= 0.0 {
            Self::Down
        } else {
            Self::Up
        }
    }

    /// The part of a box that character `i` of `n` gets.
    pub(crate) fn share(self, r: &Rect, i: usize, n: usize) -> Rect {
        let (a, b) = (i as f32 / n.max(1) as f32, (i + 1) as f32 / n.max(1) as f32);
        match self {
            Self::Right => Rect::new(r.x0 + a * r.width(), r.y0, r.x0 + b * r.width(), r.y1),
            Self::Left => Rect::new(r.x1 - b * r.width(), r.y0, r.x1 - a * r.width(), r.y1),
            Self::Down => Rect::new(r.x0, r.y0 + a * r.height(), r.x1, r.y0 + b * r.height()),
            Self::Up => Rect::new(r.x0, r.y1 - b * r.height(), r.x1, r.y1 - a * r.height()),
        }
    }

    /// What this direction becomes when the page is turned so that `main` runs to the right.
    pub(crate) fn relative_to(self, main: Self) -> Self {
        let turns = (self as u8 + 4 - main as u8) % 4;
        match turns {
            0 => Self::Right,
            1 => Self::Down,
            2 => Self::Left,
            _ => Self::Up,
        }
    }
}

/// A turned view of a page in which one direction of text runs to the right and its lines follow downwards.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame {
    direction: Direction,
    width: f32,
    height: f32,
}

impl Frame {
    /// The frame of `direction` on a page of the given size.
    pub(crate) fn new(direction: Direction, width: f32, height: f32) -> Self {
        Self {
            direction,
            width,
            height,
        }
    }

    /// A box of the page as this frame sees it.
    pub(crate) fn enter(&self, r: &Rect) -> Rect {
        match self.direction {
            Direction::Right => *r,
            Direction::Down => Rect::new(r.y0, self.width - r.x1, r.y1, self.width - r.x0),
            Direction::Left => Rect::new(
                self.width - r.x1,
                self.height - r.y1,
                self.width - r.x0,
                self.height - r.y0,
            ),
            Direction::Up => Rect::new(self.height - r.y1, r.x0, self.height - r.y0, r.x1),
        }
    }

    /// A box of this frame, back on the page.
    pub(crate) fn leave(&self, r: &Rect) -> Rect {
        match self.direction {
            Direction::Right => *r,
            Direction::Down => Rect::new(self.width - r.y1, r.x0, self.width - r.y0, r.x1),
            Direction::Left => Rect::new(
                self.width - r.x1,
                self.height - r.y1,
                self.width - r.x0,
                self.height - r.y0,
            ),
            Direction::Up => Rect::new(r.y0, self.height - r.x1, r.y1, self.height - r.x0),
        }
    }

    /// Width and height of the page as this frame sees it.
    pub(crate) fn size(&self) -> (f32, f32) {
        match self.direction {
            Direction::Right | Direction::Left => (self.width, self.height),
            Direction::Down | Direction::Up => (self.height, self.width),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_frame_leads_back_to_the_page() {
        let r = Rect::new(10.0, 20.0, 30.0, 50.0);
        for direction in Direction::ALL {
            let frame = Frame::new(direction, 200.0, 300.0);
            assert_eq!(frame.leave(&frame.enter(&r)), r, "{direction:?}");
        }
    }

    #[test]
    fn vertical_lines_follow_from_right_to_left() {
        let frame = Frame::new(Direction::Down, 200.0, 300.0);
        let first = frame.enter(&Rect::new(180.0, 10.0, 190.0, 20.0));
        let next_line = frame.enter(&Rect::new(160.0, 10.0, 170.0, 20.0));
        assert!(first.y1 < next_line.y0);
        assert_eq!(first.x0, next_line.x0);
    }
}

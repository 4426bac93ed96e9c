//! Boxes on a picture, and what stands in them, cut out upright and brought to a size.

use quarry_ingest::ocr::Picture;

/// Points a pixel is averaged over along each axis, at most.
const FINEST: usize = 4;

/// A box that may be turned: its centre, half of its length along the line, and half of its height.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Quad {
    pub(super) center: (f32, f32),
    pub(super) along: (f32, f32),
    pub(super) down: (f32, f32),
}

impl Quad {
    /// Length along the line and height.
    pub(super) fn sides(&self) -> (f32, f32) {
        (
            2.0 * self.along.0.hypot(self.along.1),
            2.0 * self.down.0.hypot(self.down.1),
        )
    }

    pub(super) fn area(&self) -> f32 {
        let (long, short) = self.sides();
        long * short
    }

    /// The box with `by` more on each side.
    pub(super) fn grown(&self, by: f32) -> Self {
        let longer = |v: (f32, f32)| {
            let length = v.0.hypot(v.1);
            if length > 0.0 {
                (v.0 * (length + by) / length, v.1 * (length + by) / length)
            } else {
                v
            }
        };
        Self {
            center: self.center,
            along: longer(self.along),
            down: longer(self.down),
        }
    }

    /// The box on a picture that is so many times wider and higher.
    pub(super) fn scaled(&self, (x, y): (f32, f32)) -> Self {
        let scale = |v: (f32, f32)| (v.0 * x, v.1 * y);
        Self {
            center: scale(self.center),
            along: scale(self.along),
            down: scale(self.down),
        }
    }

    /// The same box with its lines running to the right, as they do on a page that is not turned.
    pub(super) fn upwards(&self) -> Self {
        let turned = |q: Self| Self {
            center: q.center,
            along: q.down,
            down: (-q.along.0, -q.along.1),
        };
        let mut quad = *self;
        for _ in 0..3 {
            if quad.along.0 >= quad.along.1.abs() {
                break;
            }
            quad = turned(quad);
        }
        quad
    }

    /// The box as its line is read: one that is much higher than wide is written downwards.
    pub(super) fn as_read(&self) -> Self {
        let (wide, high) = self.sides();
        if high < wide * 1.5 {
            return *self;
        }
        Self {
            center: self.center,
            along: self.down,
            down: (-self.along.0, -self.along.1),
        }
    }

    /// A part of the box along its line, from and to as shares of its length.
    pub(super) fn stretch(&self, from: f32, to: f32) -> Self {
        let (middle, half) = (from + to - 1.0, to - from);
        Self {
            center: (
                self.center.0 + self.along.0 * middle,
                self.center.1 + self.along.1 * middle,
            ),
            along: (self.along.0 * half, self.along.1 * half),
            down: self.down,
        }
    }

    /// `[x0, y0, x1, y1]` of the smallest upright box around it.
    pub(super) fn bounds(&self) -> [f32; 4] {
        let half = (
            self.along.0.abs() + self.down.0.abs(),
            self.along.1.abs() + self.down.1.abs(),
        );
        [
            self.center.0 - half.0,
            self.center.1 - half.1,
            self.center.0 + half.0,
            self.center.1 + half.1,
        ]
    }
}

/// The whole picture at another size, 0 to 255.
pub(super) fn scaled(picture: &Picture, width: usize, height: usize) -> Vec<f32> {
    let (w, h) = (picture.width as f32 / 2.0, picture.height as f32 / 2.0);
    let whole = Quad {
        center: (w, h),
        along: (w, 0.0),
        down: (0.0, h),
    };
    crop(picture, &whole, width, height)
}

/// What stands in a box, brought to a size, 0 to 255; each pixel is the mean of what it covers. Beyond the picture is white.
pub(super) fn crop(picture: &Picture, quad: &Quad, width: usize, height: usize) -> Vec<f32> {
    let (long, short) = quad.sides();
    let fine = |covered: f32| (covered.ceil() as usize).clamp(1, FINEST);
    let fine_x = fine(long / width.max(1) as f32);
    let fine_y = fine(short / height.max(1) as f32);
    let mut out = Vec::with_capacity(width * height);
    for row in 0..height {
        for column in 0..width {
            let mut sum = 0.0;
            for sub_row in 0..fine_y {
                let t = 2.0 * (row as f32 + (sub_row as f32 + 0.5) / fine_y as f32) / height as f32 - 1.0;
                for sub_column in 0..fine_x {
                    let s = 2.0 * (column as f32 + (sub_column as f32 + 0.5) / fine_x as f32) / width as f32
                        - 1.0;
                    sum += at(
                        picture,
                        quad.center.0 + s * quad.along.0 + t * quad.down.0,
                        quad.center.1 + s * quad.along.1 + t * quad.down.1,
                    );
                }
            }
            out.push(sum / (fine_x * fine_y) as f32);
        }
    }
    out
}

/// The picture at a point, between its four nearest pixels.
fn at(picture: &Picture, x: f32, y: f32) -> f32 {
    let (x, y) = (x - 0.5, y - 0.5);
    let (left, top) = (x.floor(), y.floor());
    let (right_share, bottom_share) = (x - left, y - top);
    let pixel = |x: f32, y: f32| {
        if x < 0.0 || y < 0.0 || x >= picture.width as f32 || y >= picture.height as f32 {
            return 255.0;
        }
        let place = y as usize * picture.width as usize + x as usize;
        picture.gray.get(place).map_or(255.0, |g| f32::from(*g))
    };
    let upper = pixel(left, top) * (1.0 - right_share) + pixel(left + 1.0, top) * right_share;
    let lower = pixel(left, top + 1.0) * (1.0 - right_share) + pixel(left + 1.0, top + 1.0) * right_share;
    upper * (1.0 - bottom_share) + lower * bottom_share
}

#[cfg(test)]
mod tests {
    use super::*;

    /// White, with a black box of 4 x 2 pixels at (10, 6).
    fn picture() -> Picture {
        let black = |x: u32, y: u32| (10..14).contains(&x) && (6..8).contains(&y);
        Picture {
            width: 30,
            height: 20,
            dpi: 72.0,
            gray: (0..600)
                .map(|at| if black(at % 30, at / 30) { 0 } else { 255 })
                .collect(),
        }
    }

    #[test]
    fn a_crop_is_what_stands_in_the_box() {
        let quad = Quad {
            center: (12.0, 7.0),
            along: (4.0, 0.0),
            down: (0.0, 2.0),
        };
        let out = crop(&picture(), &quad, 8, 4);
        let dark: Vec<usize> = (0..32).filter(|at| out[*at] < 128.0).collect();
        assert_eq!(dark, [10, 11, 12, 13, 18, 19, 20, 21]);
    }

    #[test]
    fn a_line_that_runs_downwards_is_cut_out_lying() {
        let quad = Quad {
            center: (12.0, 7.0),
            along: (2.0, 0.0),
            down: (0.0, 6.0),
        };
        let read = quad.as_read();
        assert_eq!(read.sides(), (12.0, 4.0));
        // The upper end comes first; the right side is on top.
        assert_eq!(read.along, (0.0, 6.0));
        assert_eq!(read.down, (-2.0, 0.0));
        assert_eq!(read.bounds(), quad.bounds());
    }

    #[test]
    fn a_stretch_is_a_part_of_the_line() {
        let quad = Quad {
            center: (50.0, 10.0),
            along: (50.0, 0.0),
            down: (0.0, 5.0),
        };
        assert_eq!(quad.stretch(0.0, 1.0), quad);
        assert_eq!(quad.stretch(0.25, 0.5).bounds(), [25.0, 5.0, 50.0, 15.0]);
    }
}

"""Makes the small detector and recogniser that the tests of character recognition read pages with.

    PYTHONPATH=.tools/python-train python3 extract/training/ocr.py [--out extract/tests/ocr] [--minutes 10]

The detector is no network: it averages darkness along the line and marks where there is much of it.
The recogniser is a small convolutional network with CTC, trained on lines of random words that this script sets in the
standard fonts and `cargo xtask pictures` draws. Both follow the convention of PP-OCR, so that a test with them is a test of
what an operator supplies: they are no product, and know ASCII only.
"""

import argparse
import pathlib
import random
import subprocess
import tempfile
import time

import numpy
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

CHARACTERS = [chr(c) for c in range(33, 127)]
FONTS = ["Helvetica", "Helvetica", "Helvetica-Bold", "Times-Roman"]
HEIGHT = 48
DPI = 200
LINES_A_PAGE = 40
# Share of dark in the band of the small letters.
LEAST_DARK = 0.24
# Widths of Helvetica are near enough to know where a line ends: the picture tells exactly.
PAGE = (595, 842)


def word(rng):
    kind = rng.random()
    if kind < 0.55:
        letters = "".join(rng.choice("eeeetttaaaooiinnsshhrrdlucmfwygpbvkjxqz") for _ in range(rng.randint(1, 10)))
        return letters if rng.random() < 0.7 else letters.capitalize() if rng.random() < 0.7 else letters.upper()
    if kind < 0.8:
        return rng.choice(["{:d}", "{:,d}", "{:d}%", "{:d}.", "({:d})", "${:,d}", "{:d}-"]).format(rng.randint(0, 10 ** rng.randint(1, 7)))
    return "".join(rng.choice(CHARACTERS) for _ in range(rng.randint(1, 6)))


def pdf(path, pages, rng):
    """Writes pages of lines; returns each page's lines as (text, baseline from the top, size), in points."""
    lines, objects = [], []
    fonts = " ".join(f"/F{i} << /Type /Font /Subtype /Type1 /BaseFont /{f} /Encoding /WinAnsiEncoding >>" for i, f in enumerate(FONTS))
    kids = []
    for page in range(pages):
        own, content = [], []
        for n in range(LINES_A_PAGE):
            size, font = rng.choice([8, 9, 9.5, 10, 10.5, 11, 12, 13, 14]), rng.randrange(len(FONTS))
            # Mostly short: the network sees no further than a few letters, and learns faster from lines of one or two words.
            text = " ".join(word(rng) for _ in range(rng.choice([1, 1, 1, 2, 2, 3, 5])))[: int(900 / size)]
            text, y = text.strip() or "x", 50 + n * 19
            escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
            content.append(f"BT /F{font} {size} Tf 40 {PAGE[1] - y} Td ({escaped}) Tj ET")
            own.append((text, y, size))
        lines.append(own)
        body = "\n".join(content)
        objects.append(f"<< /Length {len(body)} >>\nstream\n{body}\nendstream")
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {PAGE[0]} {PAGE[1]}] /Resources << /Font << {fonts} >> >> /Contents {3 + 2 * page} 0 R >>")
        kids.append(f"{4 + 2 * page} 0 R")
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {pages} >>"] + objects
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{p:010d} 00000 n \n" for p in places)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    path.write_text(out, encoding="latin-1")
    return lines


def picture(path):
    _, size, _, rest = path.read_bytes().split(b"\n", 3)
    width, height = map(int, size.split())
    return numpy.frombuffer(rest, dtype=numpy.uint8).reshape(height, width)


def cut(page, baseline, size, rng):
    """A line as a detector's box would cut it out, not quite alike each time, at the recogniser's height."""
    scale = DPI / 72
    top = baseline - size * rng.uniform(0.76, 1.25)
    bottom = baseline + size * rng.uniform(0.2, 0.6)
    rows = page[max(0, round(top * scale)) : round(bottom * scale)]
    dark = numpy.flatnonzero((page[round((baseline - 0.8 * size) * scale) : round((baseline + 0.2 * size) * scale)] < 128).any(0))
    if not len(dark):
        return None
    left = max(0, dark[0] - round(size * scale * rng.uniform(0.0, 0.5)))
    right = dark[-1] + 1 + round(size * scale * rng.uniform(0.0, 0.5))
    rows = torch.from_numpy(rows[:, left:right].astype(numpy.float32))[None, None]
    stretch = rng.uniform(0.92, 1.08)
    width = max(16, round(rows.shape[3] * HEIGHT / rows.shape[2] * stretch))
    line = nn.functional.interpolate(rows, (HEIGHT, width), mode="bilinear", antialias=True)[0, 0]
    if rng.random() < 0.3:
        line = line + torch.randn_like(line) * rng.uniform(2, 12)
    return (line.clamp(0, 255) / 127.5 - 1).half()


class Reader(nn.Module):
    def __init__(self):
        super().__init__()
        classes = len(CHARACTERS) + 2
        self.convolutions = nn.ModuleList(
            [
                nn.Conv2d(3, 12, 3, stride=2, padding=1),
                nn.Conv2d(12, 24, 3, stride=2, padding=1),
                nn.Conv2d(24, 32, 3, stride=(2, 1), padding=1),
                nn.Conv2d(32, 48, 3, stride=(2, 1), padding=1),
                nn.Conv2d(48, 64, 3, padding=(0, 1)),
                nn.Conv2d(64, 64, (1, 5), padding=(0, 2)),
                nn.Conv2d(64, classes, 1),
            ]
        )

        self.norms = nn.ModuleList([nn.BatchNorm2d(c.out_channels) for c in self.convolutions[:-1]])

    def forward(self, x):
        for convolution, norm in zip(self.convolutions, self.norms):
            x = torch.relu(norm(convolution(x)))
        return self.convolutions[-1](x).squeeze(2).permute(0, 2, 1)

    def folded(self):
        """Weights and biases of each convolution with its normalisation in them."""
        for convolution, norm in zip(self.convolutions, [*self.norms, None]):
            weight, bias = convolution.weight.detach(), convolution.bias.detach()
            if norm is not None:
                scale = norm.weight.detach() / torch.sqrt(norm.running_var + norm.eps)
                weight = weight * scale[:, None, None, None]
                bias = (bias - norm.running_mean) * scale + norm.bias.detach()
            yield convolution, weight.numpy(), bias.numpy()


def train(lines, minutes, rng):
    torch.set_num_threads(1)
    number = {c: i + 1 for i, c in enumerate([*CHARACTERS, " "])}
    lines.sort(key=lambda line: line[0].shape[1])
    batches = [lines[i : i + 16] for i in range(0, len(lines), 16)]
    model = Reader()
    optimizer = torch.optim.AdamW(model.parameters(), lr=4e-3, weight_decay=1e-4)
    loss_of = nn.CTCLoss(zero_infinity=True)
    start, step = time.process_time(), 0
    # Processor time, so that a machine with other work trains as long as an idle one.
    while (spent := (time.process_time() - start) / (60 * minutes)) < 1:
        batch = rng.choice(batches)
        width = -(-max(line.shape[1] for line, _ in batch) // 16) * 16
        pictures = torch.ones(len(batch), 3, HEIGHT, width)
        for at, (line, _) in enumerate(batch):
            pictures[at, :, :, : line.shape[1]] = line.float()
        targets = [torch.tensor([number[c] for c in text]) for _, text in batch]
        scores = model(pictures).log_softmax(2).permute(1, 0, 2)
        loss = loss_of(
            scores,
            torch.cat(targets),
            torch.tensor([-(-line.shape[1] // 4) for line, _ in batch]),
            torch.tensor([len(t) for t in targets]),
        )
        for group in optimizer.param_groups:
            group["lr"] = 4e-3 * min(1, step / 100) * (1 - 0.97 * spent)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 2.0)
        optimizer.step()
        step += 1
        if step % 200 == 0:
            print(f"step {step}: loss {loss.item():.3f}, {spent:.0%} of the time", flush=True)
    return model.eval()


def save(graph, path):
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], producer_name="quarry")
    model.ir_version = 8
    onnx.checker.check_model(model)
    onnx.save(model, path)


def recognizer(model):
    nodes, weights, x = [], [], "x"
    for at, (convolution, weight, bias) in enumerate(model.folded()):
        names = []
        for kind, values in (("weight", weight), ("bias", bias)):
            name = f"{kind}{at}"
            # Half precision on disk, single precision when run.
            weights.append(numpy_helper.from_array(values.astype(numpy.float16), f"{name}_half"))
            nodes.append(helper.make_node("Cast", [f"{name}_half"], [name], to=TensorProto.FLOAT))
            names.append(name)
        pad = list(convolution.padding)
        nodes.append(
            helper.make_node("Conv", [x, *names], [f"c{at}"], kernel_shape=list(convolution.kernel_size), strides=list(convolution.stride), pads=pad + pad)
        )
        x = f"c{at}"
        if at + 1 < len(model.convolutions):
            nodes.append(helper.make_node("Relu", [x], [f"r{at}"]))
            x = f"r{at}"
    weights.append(numpy_helper.from_array(numpy.array([2], dtype=numpy.int64), "axis"))
    nodes.append(helper.make_node("Squeeze", [x, "axis"], ["flat"]))
    nodes.append(helper.make_node("Transpose", ["flat"], ["rows"], perm=[0, 2, 1]))
    nodes.append(helper.make_node("Softmax", ["rows"], ["likelihoods"], axis=2))
    classes = len(CHARACTERS) + 2
    given = helper.make_tensor_value_info("likelihoods", TensorProto.FLOAT, ["lines", "steps", classes])
    taken = helper.make_tensor_value_info("x", TensorProto.FLOAT, ["lines", 3, HEIGHT, "width"])
    return helper.make_graph(nodes, "recogniser", [taken], [given], weights)


def detector():
    """Darkness averaged along the line: it is greatest in the band of the small letters, which is about as much thinner than the
    line as detectors of this kind are trained to mark. Widened again by what the average took off the ends, as a likelihood."""
    constant = lambda name, value: numpy_helper.from_array(numpy.array(value, dtype=numpy.float32), name)
    # One minus the brightness in the first channel, whose mean and deviation the convention takes off.
    weights = [constant("take", [[[[-0.229]], [[0.0]], [[0.0]]]]), constant("white", [1.0 - 0.485]), constant("slope", 60.0), constant("least", LEAST_DARK)]
    nodes = [
        helper.make_node("Conv", ["x", "take", "white"], ["dark"], kernel_shape=[1, 1]),
        helper.make_node("AveragePool", ["dark"], ["mean"], kernel_shape=[1, 21], strides=[1, 1], pads=[0, 10, 0, 10], count_include_pad=1),
        helper.make_node("MaxPool", ["mean"], ["line"], kernel_shape=[1, 25], strides=[1, 1], pads=[0, 12, 0, 12]),
        helper.make_node("Sub", ["line", "least"], ["over"]),
        helper.make_node("Mul", ["over", "slope"], ["steep"]),
        helper.make_node("Sigmoid", ["steep"], ["map"]),
    ]
    taken = helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n", 3, "height", "width"])
    given = helper.make_tensor_value_info("map", TensorProto.FLOAT, ["n", 1, "height", "width"])
    return helper.make_graph(nodes, "detector", [taken], [given], weights)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path("extract/tests/ocr"))
    parser.add_argument("--minutes", type=float, default=10, help="of one processor core")
    parser.add_argument("--pages", type=int, default=80)
    parser.add_argument("--xtask", default="cargo xtask", help="how the project's own chores are called")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    save(detector(), arguments.out / "detector.onnx")
    rng = random.Random(20)
    torch.manual_seed(20)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        pages = pdf(folder / "lines.pdf", arguments.pages, rng)
        subprocess.run([*arguments.xtask.split(), "pictures", folder / "lines.pdf", str(DPI), folder / "pages"], check=True)
        lines = []
        for number, own in enumerate(pages, 1):
            page = picture(folder / "pages" / f"page-{number:04d}.pgm")
            for text, baseline, size in own:
                for _ in range(2):
                    line = cut(page, baseline, size, rng)
                    if line is not None and line.shape[1] <= 1600:
                        lines.append((line, text))
    print(f"{len(lines)} lines")
    model = train(lines, arguments.minutes, rng)
    save(recognizer(model), arguments.out / "recognizer.onnx")
    (arguments.out / "characters.txt").write_text("\n".join(CHARACTERS) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

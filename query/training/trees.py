"""Boosted trees over lists: of each list one entry, or none, is to be chosen.

The score of an entry is the sum of a leaf of each tree; the score of choosing none is 0. What is minimised is minus the log share of
the right entries in a softmax over a list and a refusal. Trees grow at the leaf that gains most, over histograms of at most 64
steps a number. The same input gives the same trees. Needs numpy.
"""

import struct

import numpy as np

BINS = 64
LEAF = 65535


class Settings:
    """How trees grow: how many, how fast, with how many leaves, how few entries a leaf has, what share of the numbers and of the
    lists a tree sees, and how much leaves are drawn to nought."""

    trees, rate, leaves, least, numbers, lists, ridge = 250, 0.05, 12, 40, 0.2, 0.7, 5.0


def edges_of(x):
    """The steps of each number: where it takes few values those, else its quantiles."""
    edges = []
    for column in x.T:
        values = np.unique(column)
        if len(values) > BINS:
            values = np.unique(np.quantile(column, np.linspace(0, 1, BINS), method="lower"))
        edges.append(((values[:-1] + values[1:]) / 2).astype("f4"))
    return edges


def slopes(scores, right, starts, group, weight, learnt):
    """First and second derivatives of the loss by each score. `right` is the log of how right an entry is, threefold; a list that
    is not `learnt` has no right entry: there a refusal is right."""
    top = np.maximum(np.maximum.reduceat(scores, starts), 0.0)
    grown = np.exp(scores - top[group])
    share = grown / (np.add.reduceat(grown, starts) + np.exp(-top))[group]
    wanted = scores + right
    wanted = np.exp(wanted - np.maximum.reduceat(wanted, starts)[group])
    wanted = wanted / np.add.reduceat(wanted, starts)[group] * learnt[group]
    weight = weight[group]
    return weight * (share - wanted), weight * np.maximum(share * (1 - share), 0.02)


def grow(codes, edges, columns, rows, first, second, settings):
    """One tree over `rows`, as nodes (number, right child, bound or value), each before its children."""
    offsets = np.arange(len(columns)) * BINS

    def sums(rows):
        flat = (codes[np.ix_(rows, columns)] + offsets).ravel()
        size = len(columns) * BINS
        repeat = lambda values: np.repeat(values[rows], len(columns))
        tables = [np.bincount(flat, repeat(v), size) for v in (first, second)] + [np.bincount(flat, minlength=size)]
        return np.stack(tables).reshape(3, len(columns), BINS).astype("f8")

    def best(table):
        whole = table[:, 0].sum(1)
        left = table.cumsum(2)[:, :, :-1]
        rest = whole[:, None, None] - left
        value = lambda t: t[0] ** 2 / (t[1] + settings.ridge)
        gain = value(left) + value(rest) - value(whole)
        gain[(left[2] < settings.least) | (rest[2] < settings.least)] = -1.0
        place = int(gain.argmax())
        return float(gain.flat[place]), place // (BINS - 1), place % (BINS - 1)

    def leaf(rows, table):
        return {"rows": rows, "table": table, "best": best(table)}

    root = leaf(rows, sums(rows))
    leaves = [root]
    while len(leaves) < settings.leaves:
        at = max(range(len(leaves)), key=lambda i: leaves[i]["best"][0])
        node = leaves[at]
        gain, column, step = node["best"]
        if gain <= 1e-6:
            break
        below = codes[node["rows"], columns[column]] <= step
        parts = [node["rows"][below], node["rows"][~below]]
        small = int(len(parts[1]) < len(parts[0]))
        table = sums(parts[small])
        tables = [table, node["table"] - table] if small == 0 else [node["table"] - table, table]
        node["split"] = (int(columns[column]), float(edges[columns[column]][step]))
        node["children"] = [leaf(r, t) for r, t in zip(parts, tables)]
        leaves[at : at + 1] = node["children"]

    nodes = []

    def lay(node):
        at = len(nodes)
        if "split" not in node:
            whole = node["table"][:, 0].sum(1)
            nodes.append((LEAF, 0, float(-settings.rate * whole[0] / (whole[1] + settings.ridge))))
            return
        nodes.append(None)
        lay(node["children"][0])
        nodes[at] = (node["split"][0], len(nodes), node["split"][1])
        lay(node["children"][1])

    lay(root)
    return nodes


def walk(tree, x):
    """What a tree adds to each row."""
    out = np.zeros(len(x))

    def go(at, rows):
        number, greater, value = tree[at]
        if number == LEAF:
            out[rows] = value
            return
        below = x[rows, number] <= np.float32(value)
        go(at + 1, rows[below])
        go(greater, rows[~below])

    go(0, np.arange(len(x)))
    return out


def score(forest, x):
    return sum((walk(tree, x) for tree in forest), np.zeros(len(x)))


def fit(lists, weights, seed=0, settings=Settings):
    """Trees for `lists` of (numbers, how right each is, whether there is an answer at all), each with a weight."""
    chance = np.random.default_rng(seed)
    x = np.concatenate([numbers for numbers, _, _ in lists]).astype("f4")
    right = np.concatenate([r for _, r, _ in lists]).astype("f8")
    sizes = np.array([len(r) for _, r, _ in lists])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    group = np.repeat(np.arange(len(lists)), sizes)
    learnt = np.array([known and r.max() >= 0.3 for _, r, known in lists]).astype("f8")
    edges = edges_of(x)
    codes = np.stack([np.searchsorted(e, column) for e, column in zip(edges, x.T)], 1).astype("i4")
    telling = np.array([i for i, e in enumerate(edges) if len(e)])
    scores, forest, logs = np.zeros(len(x)), [], 3 * np.log(right + 1e-6)
    for _ in range(settings.trees):
        first, second = slopes(scores, logs, starts, group, np.asarray(weights, "f8"), learnt)
        columns = np.sort(chance.choice(telling, max(1, int(settings.numbers * len(telling))), replace=False))
        seen = chance.random(len(lists)) < settings.lists
        tree = grow(codes, edges, columns, np.nonzero(seen[group])[0], first, second, settings)
        scores += walk(tree, x)
        forest.append(tree)
    return forest


def write(forest, numbers, path):
    """In the form that query/src/answer/choice/model.rs reads."""
    with open(path, "wb") as file:
        file.write(struct.pack("<HH", numbers, len(forest)))
        for tree in forest:
            file.write(struct.pack("<H", len(tree)))
            for node in tree:
                file.write(struct.pack("<HHf", *node))

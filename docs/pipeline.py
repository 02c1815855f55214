#!/usr/bin/env python3
"""Draws the pipeline, docs/pipeline.svg: docs/pipeline.py >docs/pipeline.svg

The steps and their order are those of Sdk.targets, so the picture cannot name one that is gone or leave out a new one.
"""
import pathlib
import re
import sys
from xml.sax.saxutils import escape

# What each step leaves, in two lines, and whether every image has it.
STEPS = {
    "EdiNativeTwin": ("other architectures", "at native speed", False),
    "EdiPreprocess": ("what commands", "make first", False),
    "EdiBootstrap": ("a root file system", "of Debian packages", True),
    "EdiContainer": ("the first layer", "", True),
    "EdiConfigure": ("a layer for each", "Ansible playbook", True),
    "EdiExport": ("the last layer, from", "LXD or Incus", False),
    "EdiApplication": ("a layer for each", ".NET application", False),
    "EdiImage": ("the disk: partitions,", "file systems", True),
    "EdiFormat": ("qcow2, zstd and", "other forms", False),
    "EdiReport": ("where space went,", "what has changed", True),
    "EdiLint": ("warnings of likely", "mistakes", True),
    "EdiPostprocess": ("what commands", "make of the image", False),
}
# What the pipeline does besides.
OTHERS = {"EdiReadDefinition", "EdiCheckHost", "EdiResolve", "EdiPublishApplication"}

INPUTS = [
    ("my-image.yml", "the definition"),
    ("my-image.ediproj", "the project"),
    ("plugins/", "playbooks, commands"),
    ("packages", "board, components"),
    ("../app.csproj", ".NET applications"),
]
OUTPUTS = [
    ("my-image.img", "block map, checksums"),
    ("dotnet run", "boots a copy in QEMU"),
    ("dotnet test", "boots and checks a copy"),
    ("-t:EdiFlash", "writes a card or disk"),
    ("dotnet publish", "makes a release"),
]

COLUMNS = 6
BOX, GAP, TALL, MARGIN = 136, 16, 62, 16
WIDTH = 2 * MARGIN + COLUMNS * BOX + (COLUMNS - 1) * GAP
TOP, ROWS = 96, (186, 282)
BOTTOM, HEIGHT = 380, 440

STYLE = """
  text { font: 12px sans-serif; fill: #1f2328; text-anchor: middle }
  .name { font: bold 13px monospace }
  .note { fill: #59636e }
  rect { fill: #ffffff; stroke: #59636e; rx: 6px }
  .page { fill: #f6f8fa; stroke: none; rx: 10px }
  .step { fill: #ddf4ff; stroke: #0969da }
  .some { stroke-dasharray: 4 3 }
  .read { fill: #fff8c5; stroke: #9a6700 }
  .made { fill: #dafbe1; stroke: #1a7f37 }
  path { fill: none; stroke: #59636e; marker-end: url(#end) }
  marker path { fill: #59636e; stroke: none; marker-end: none }
"""


def main():
    pipeline = steps_of((pathlib.Path(__file__).parent / "../src/Edi.Sdk/Sdk/Sdk.targets").read_text())
    if pipeline != list(STEPS):
        sys.exit(f"Sdk.targets has other steps than this picture: {', '.join(pipeline)}")
    sys.stdout.write(draw())


def steps_of(targets):
    """The names of the pipeline's steps, in their order."""
    build = re.search(r"<CoreBuildDependsOn>(.*?)</CoreBuildDependsOn>", targets, re.S).group(1)
    return [name for name in re.findall(r"\bEdi\w+", build) if name not in OTHERS]


def draw():
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">',
        "<title>What an image is made of, by which steps, and what comes of it</title>",
        f"<style>{STYLE}</style>",
        '<defs><marker id="end" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8Z"/></marker></defs>',
        f'<rect class="page" x="0" y="0" width="{WIDTH}" height="{HEIGHT}"/>',
        *row(INPUTS, MARGIN, "read"),
        *(arrow(x, MARGIN + 44, x, TOP) for x in centres(len(INPUTS))),
        *box(MARGIN, TOP, WIDTH - 2 * MARGIN, 44, "step", "EdiReadDefinition", "finds all mistakes, and writes down what each step depends on; always, in milliseconds"),
        arrow(column(0) + BOX / 2, TOP + 44, column(0) + BOX / 2, ROWS[0]),
    ]
    for index, (name, (first, second, always)) in enumerate(STEPS.items()):
        x, y = column(index % COLUMNS), ROWS[index // COLUMNS]
        lines += box(x, y, BOX, TALL, "step" if always else "step some", name, first, second)
        if index % COLUMNS:
            lines.append(arrow(x - GAP, y + TALL / 2, x, y + TALL / 2))
    between = (ROWS[0] + TALL + ROWS[1]) / 2
    lines.append(path(f"M{column(COLUMNS - 1) + BOX / 2} {ROWS[0] + TALL}V{between}H{column(0) + BOX / 2}V{ROWS[1]}"))
    lines.append(text(WIDTH / 2, TOP + 72, "note", "A step runs when what it depends on has changed, and says why; dashed steps are there where the project asks for them."))
    image, below = column(list(STEPS).index("EdiImage") % COLUMNS) + BOX / 2, (ROWS[1] + TALL + BOTTOM) / 2
    lines += [path(f"M{image:g} {ROWS[1] + TALL}V{below:g}H{x:g}V{BOTTOM}") for x in centres(len(OUTPUTS))]
    lines += [*row(OUTPUTS, BOTTOM, "made"), "</svg>"]
    return "\n".join(lines) + "\n"


def column(index):
    return MARGIN + index * (BOX + GAP)


def centres(count):
    wide = (WIDTH - 2 * MARGIN - (count - 1) * GAP) / count
    return [MARGIN + index * (wide + GAP) + wide / 2 for index in range(count)]


def row(entries, y, kind):
    wide = (WIDTH - 2 * MARGIN - (len(entries) - 1) * GAP) / len(entries)
    for centre, (name, note) in zip(centres(len(entries)), entries):
        yield from box(centre - wide / 2, y, wide, 44, kind, name, note)


def box(x, y, wide, tall, kind, name, *notes):
    notes = [note for note in notes if note]
    first = y + tall / 2 - 8 * len(notes) + 4
    yield f'<rect class="{kind}" x="{x:g}" y="{y:g}" width="{wide:g}" height="{tall:g}"/>'
    yield text(x + wide / 2, first, "name", name)
    for index, note in enumerate(notes, 1):
        yield text(x + wide / 2, first + 16 * index, "note", note)


def text(x, y, kind, words):
    return f'<text class="{kind}" x="{x:g}" y="{y:g}">{escape(words)}</text>'


def arrow(x, y, to_x, to_y):
    return path(f"M{x:g} {y:g}L{to_x:g} {to_y:g}")


def path(route):
    return f'<path d="{route}"/>'


main()

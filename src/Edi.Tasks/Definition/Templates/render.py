# Renders templates of a definition with Jinja2, as edi does, and tells where each piece of the result comes from.
#
# Standard input: one JSON object {"strict": BOOL, "templates": [{"source": TEXT, "variables": {...}}, ...]}.
# Standard output: a JSON list, one object for each template:
#   {"text": TEXT, "pieces": [[START, IS_LITERAL, LINE, COLUMN, END_LINE, END_COLUMN], ...],
#    "problems": [{"kind": "syntax"|"undefined"|"failed", "name": TEXT, "message": TEXT, "line": N, "column": N, "end": N}, ...]}
# Indices count UTF-16 units; lines and columns begin at 1. Values that JSON lacks are texts such as "!!int 80".
import datetime
import json
import math
import re
import resource
import signal
import sys

import jinja2
import jinja2.ext
import jinja2.sandbox

# Private characters that frame a mark in the rendered text: <LINE:COLUMN> begins a literal piece, {LINE:COLUMN:LINE:COLUMN}
# what comes from the file's tag at that place.
LITERAL, EXPRESSION, END = "\ue0a0", "\ue0a1", "\ue0a2"
MARK = re.compile("([%s%s])([0-9:]+)%s" % (LITERAL, EXPRESSION, END))

# What begins a tag, and what ends it; and where neither counts: in comments and in raw text.
BEGIN, ENDS = re.compile(r"\{\{|\{%"), {"{{": "}}", "{%": "%}"}
NO_TAGS = re.compile(r"\{#.*?#\}|\{%[-+]?\s*raw\s*[-+]?%\}.*?\{%[-+]?\s*endraw\s*[-+]?%\}", re.DOTALL)
UNEXPECTED = re.compile(r"(unexpected char .+) at (\d+)", re.DOTALL)

# What the lexer passes over in silence: comments, and the tags around raw text.
SILENT = re.compile(r"(\s*(\{#.*?#\}|\{%[-+]?\s*(end)?raw\s*[-+]?%\}))+", re.DOTALL)

# Of work, beside what Jinja2 needs to begin; rendering takes milliseconds.
SECONDS, MEMORY = 1, 2 << 30


class Marks(jinja2.ext.Extension):
    """Marks texts and expressions with their places, for the second rendering."""

    def filter_stream(self, stream):
        source, place = self.environment.edi_source, 0
        for token in stream:
            silent = SILENT.match(source, place)
            place = silent.end() if silent else place
            if token.type == "data":
                start = find(source, token.value, token.lineno, place)
                place = start + len(token.value)
                yield mark(token, LITERAL, position(source, start), token.value)
                continue
            if token.type == "variable_begin":
                start = find(source, "{{", token.lineno, place)
                end = source.find("}}", start) + 2
                yield mark(token, EXPRESSION, position(source, start) + position(source, max(start, end)))
            elif token.type in ("variable_end", "block_end"):
                closing = "}}" if token.type == "variable_end" else "%}"
                place = find(source, closing, token.lineno, place) + 2
            yield token


def mark(token, kind, numbers, text=""):
    return jinja2.lexer.Token(token.lineno, "data", kind + ":".join(map(str, numbers)) + END + text)


def find(source, text, line, place):
    """The index of a token's text, which lies at or behind the line and behind the token before it."""
    begin = max(place, line_start(source, line))
    index = source.find(text, begin)
    return index if index >= 0 else begin


def line_start(source, line):
    index = 0
    for _ in range(line - 1):
        index = source.find("\n", index) + 1
        if index == 0:
            return len(source)
    return index


def position(source, index):
    start = source.rfind("\n", 0, index) + 1
    return source.count("\n", 0, index) + 1, utf16(source[start:index]) + 1


def utf16(text):
    return len(text.encode("utf-16-le")) // 2


def pieces(marked, expected):
    """The text without its marks and the places of its pieces; None when the marks have changed the text."""
    text, result, end = [], [[0, False, 1, 1, 1, 1]], 0
    length = 0
    for mark in MARK.finditer(marked):
        text.append(marked[end:mark.start()])
        length += utf16(text[-1])
        end = mark.end()
        numbers = [int(number) for number in mark.group(2).split(":")]
        result.append([length, mark.group(1) == LITERAL] + numbers + (numbers if len(numbers) == 2 else []))
    text.append(marked[end:])
    return result if "".join(text) == expected else None


def lines_of(source, text):
    """Where the places cannot be told: each line stands for the file's line of that number, as far as there are."""
    lines, result, length = source.split("\n"), [], 0
    for number, line in enumerate(text.split("\n")):
        number = min(number, len(lines) - 1)
        result.append([length, False, number + 1, 1, number + 1, utf16(lines[number]) + 1])
        length += utf16(line) + 1
    return result


def make_undefined(problems, name):
    """Undefined variables are collected and rendered as nothing, so that all of them are found."""

    class Collected(jinja2.Undefined):
        __slots__ = ()

        def _note(self):
            what = self._undefined_name
            note(problems, "undefined", str(what), self._undefined_message, template_line(name))

        def _noted(self, *operands, **_):
            for value in (self,) + operands:
                if isinstance(value, Collected):
                    value._note()
            return self

        def __str__(self):
            self._note()
            return ""

        def __iter__(self):
            self._note()
            return iter(())

        def __len__(self):
            self._note()
            return 0

        def __bool__(self):
            self._note()
            return False

        def __eq__(self, other):
            self._note()
            return type(self) is type(other)

        def __ne__(self, other):
            return not self == other

        def __hash__(self):
            return id(type(self))

        def __getattr__(self, attribute):
            if attribute[:2] == "__":
                raise AttributeError(attribute)
            self._note()
            return self

        __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _noted
        __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = __pos__ = __neg__ = __call__ = __getitem__ = _noted
        __lt__ = __le__ = __gt__ = __ge__ = __pow__ = __rpow__ = _noted

        def __int__(self):
            self._note()
            return 0

        def __float__(self):
            self._note()
            return 0.0

    return Collected


def template_line(name):
    """The template's line that is being rendered; 0 while it is compiled."""
    frame = sys._getframe()
    while frame is not None:
        template = frame.f_globals.get("__jinja_template__")
        if template is not None and frame.f_code.co_filename == name:
            return template.get_corresponding_lineno(frame.f_lineno)
        frame = frame.f_back
    return 0


def failing_line(error, name):
    """The template's line at which an exception came up."""
    traceback, line = error.__traceback__, 1
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == name:
            template = traceback.tb_frame.f_globals.get("__jinja_template__")
            line = template.get_corresponding_lineno(traceback.tb_lineno) if template else traceback.tb_lineno
        traceback = traceback.tb_next
    return line


def note(problems, kind, name, message, line):
    name, message = (text.encode(errors="replace").decode() for text in (name, message))
    problem = {"kind": kind, "name": name, "message": message, "line": line}
    if problem not in problems:
        problems.append(problem)


def note_syntax(problems, source, message, line):
    """A mistake of syntax, at the tag that is not closed, if there is one: Jinja2 would tell where it gave up."""
    unclosed = find_unclosed(source)
    character = UNEXPECTED.fullmatch(message)
    if unclosed and position(source, unclosed[0])[0] <= line:
        index, begin, end = unclosed
        message = "'%s' is not closed by '%s'" % (begin, end)
    elif character:
        index, begin, message = int(character.group(2)), " ", character.group(1)
    else:
        return note(problems, "syntax", "", message, line)
    note(problems, "syntax", "", message, position(source, index)[0])
    problems[-1]["column"] = position(source, index)[1]
    problems[-1]["end"] = problems[-1]["column"] + len(begin)


def find_unclosed(source):
    """The index of the first tag that another one begins in, or that comes to no end, with its begin and its end; else None."""
    text = NO_TAGS.sub(lambda silent: " " * len(silent.group()), source)
    for tag in BEGIN.finditer(text):
        close = text.find(ENDS[tag.group()], tag.end())
        following = BEGIN.search(text, tag.end())
        if close < 0 or following and following.start() < close:
            return tag.start(), tag.group(), ENDS[tag.group()]
    return None


def place(problems, source):
    """Gives each problem its columns: those of the undefined name in its line, else those of the line."""
    lines = source.split("\n")
    for problem in problems:
        if "column" in problem:
            continue
        name = problem["name"]
        if problem["line"] == 0:
            problem["line"] = next((number for number, text in enumerate(lines, 1) if name in text), 1)
        text = lines[problem["line"] - 1] if problem["line"] <= len(lines) else ""
        match = name and re.search(r"(?<![\w.])%s(?!\w)" % re.escape(name), text) or name and re.search(re.escape(name), text)
        start, end = match.span() if match else (len(text) - len(text.lstrip()), len(text.rstrip()))
        problem["column"], problem["end"] = utf16(text[:start]) + 1, utf16(text[:max(start, end)]) + 1


class Endless(Exception):
    """The template works for too long."""


def stop(*_):
    raise Endless


def environment(source, strict, problems, **options):
    result = jinja2.sandbox.SandboxedEnvironment(
        undefined=make_undefined(problems, "<template>") if strict else jinja2.Undefined,
        loader=jinja2.FunctionLoader(lambda _: None), **options)
    result.edi_source = source
    return result


# What makes a value of a text with a tag.
VALUES = {
    "str": str,
    "int": int,
    "float": lambda text: float(text.replace(".inf", "inf").replace(".nan", "nan")),
    "bool": lambda text: text == "true",
    "null": lambda _: None,
    "timestamp": lambda text: (datetime.datetime if "T" in text else datetime.date).fromisoformat(text),
}


def value_of(variable):
    """A variable as PyYAML would have read it."""
    if isinstance(variable, dict):
        return {value_of(name): value_of(value) for name, value in variable.items()}
    if isinstance(variable, list):
        return [value_of(item) for item in variable]
    if isinstance(variable, str) and variable.startswith("!!"):
        tag, space, text = variable[2:].partition(" ")
        return VALUES[tag](text) if space and tag in VALUES else variable
    return variable


def render_once(env, source, variables):
    code = env.compile(source, name="template", filename="<template>")
    return jinja2.Template.from_code(env, code, env.make_globals(None)).render(variables)


def render(template, strict):
    # Jinja2 counts lines by any line ending and writes one kind.
    source = re.sub("\r\n|\r", "\n", template["source"])
    problems = []
    result = {"text": "", "pieces": [], "problems": problems}
    try:
        variables = value_of(template["variables"])
        text = render_once(environment(source, strict, problems), source, variables)
        text.encode()  # half a character is no text
        result["text"] = text
        try:
            marked = render_once(environment(source, strict, [], extensions=[Marks]), source, variables)
            result["pieces"] = pieces(marked, result["text"])
        except Exception:
            result["pieces"] = None  # a template that computes with its own text; the first rendering was right
        if result["pieces"] is None:
            result["pieces"] = lines_of(source, text)
    except jinja2.TemplateSyntaxError as error:
        note_syntax(problems, source, error.message or str(error), error.lineno)
    except jinja2.TemplateNotFound as error:
        message = "'%s' cannot be included: a template here is one file, without others." % error.name
        note(problems, "failed", "", message, failing_line(error, "<template>"))
    except Endless as error:
        note(problems, "failed", "", "It comes to no end within a second of work.", failing_line(error, "<template>"))
    except MemoryError as error:
        note(problems, "failed", "", "It needs more than %d GiB of memory." % (MEMORY >> 30), failing_line(error, "<template>"))
    except RecursionError:
        note(problems, "failed", "", "It calls itself without an end.", 1)
    except UnicodeEncodeError as error:
        half = "\\u%04x" % ord(error.object[error.start])
        note(problems, "failed", "", "It writes %s, which is half of a character and no text." % half, 1)
    except Exception as error:
        note(problems, "failed", "", "%s: %s" % (type(error).__name__, error), failing_line(error, "<template>"))
    place(problems, source)
    return result


def main():
    signal.signal(signal.SIGXCPU, stop)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    begun = resource.getrusage(resource.RUSAGE_SELF)
    seconds = math.ceil(begun.ru_utime + begun.ru_stime) + SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 2))
    request = json.load(sys.stdin)
    json.dump([render(template, request["strict"]) for template in request["templates"]], sys.stdout)


main()

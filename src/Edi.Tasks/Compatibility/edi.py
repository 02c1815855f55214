# What of edi's command line scripts of real projects use:
#
#   edi documentation render RAW_INPUT RENDERED_OUTPUT CONFIG
#   edi version
#
# RAW_INPUT is a folder like an image's /usr/share/doc: PACKAGE/changelog.Debian.gz or PACKAGE/changelog.gz, and in edi/
# build.yml (how the image was made), packages.yml (what is installed) and packages-baseline.yml (what was in an earlier release).
#
# Beside the program lies edi.json:
#   {"version": TEXT, "config": PATH, "problems": PATH or null,
#    "steps": [{"name": TEXT, "template": PATH, "output": NAME, "parameters": {...}}, ...] or null}
# steps is null where the caller was not known to render documentation. What goes wrong is also written to problems:
#   [{"kind": "error" or "warning", "step": TEXT, "file": PATH, "line": N, "message": TEXT}, ...]
import argparse
import contextlib
import dataclasses
import gzip
import io
import json
import logging
import os
import re
import resource
import stat
import sys
import traceback
import zlib

import dateutil.parser
import dateutil.tz
import debian.changelog
import debian.debian_support
import jinja2
import yaml

# Image and changelogs may be anybody's: what unpacks to more is no changelog.
LARGEST_FILE, MEMORY = 64 << 20, 2 << 30

LEVELS = ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]
BULLETS = ("* ", "+ ", "- ")

# Of one level in a list each: its name, where its bullet may stand, and where a line that goes on begins at least.
ITEMS = [("list_item", (2,), 2), ("sub_list_item", (3, 4), 5), ("sub_sub_list_item", (6,), 8)]


@dataclasses.dataclass
class Problem(Exception):
    message: str
    step: str = ""
    file: str = ""
    line: int = 0
    kind: str = "error"

    def __str__(self):
        place = f"{self.file}, line {self.line}: " if self.line else f"{self.file}: " if self.file else ""
        return (f"{self.step}: " if self.step else "") + place + self.message


class RawInput:
    """The folder that documentation is made of. Its links lead where they would lead in the image, never to this host's files."""

    def __init__(self, folder):
        folder = os.path.abspath(folder)
        root = os.path.abspath(os.environ.get("edi_project_container_root") or folder)
        self.root, self.below = (root, os.path.relpath(folder, root)) if f"{folder}/".startswith(f"{root}/") else (folder, ".")

    def read(self, *names):
        """A file's bytes; None when there is no such regular file."""
        file = self._open("/".join(names), os.O_NONBLOCK)
        if file is None:
            return None
        if not stat.S_ISREG(os.fstat(file).st_mode):
            os.close(file)
            return None
        with os.fdopen(file, "rb") as stream:
            return stream.read(LARGEST_FILE)

    def exists(self):
        folder = self._open("", os.O_DIRECTORY)
        if folder is not None:
            os.close(folder)
        return folder is not None

    def _open(self, name, flags):
        # Nothing but the kernel may run in there: Python would load its modules from the image.
        path = f"/{self.below}/{name}"
        with contextlib.ExitStack() as stack:
            stack.enter_context(inside(self.root))
            try:
                return os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOCTTY | flags)
            except OSError:
                return None


@contextlib.contextmanager
def inside(root):
    outside = os.open("/", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    working = os.open(".", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.chroot(root)
    except PermissionError as e:
        raise Problem("Documentation is rendered in the sandbox of a build only, whose root this is not.") from e
    try:
        os.chdir("/")
        yield
    finally:
        os.fchdir(outside)
        os.chroot(".")
        os.fchdir(working)
        os.close(outside)
        os.close(working)


class Image:
    """What the raw input tells of an image."""

    def __init__(self, raw):
        self.raw = raw
        self.warnings = []
        self.setup = self._load("build.yml", "how the image was made", dict) or {}
        self.packages = self._load("packages.yml", "which packages are installed", list) or []
        self.names = [self._text(package, "package", "packages.yml") for package in self.packages]
        self.baseline = {}
        for package in self._load("packages-baseline.yml", "which packages an earlier release had", list, missing=logging.info) or []:
            name, version = (self._text(package, key, "packages-baseline.yml") for key in ("package", "version"))
            if version_of(version) is None:
                raise Problem(f"edi/packages-baseline.yml: '{version}' is no version of a Debian package (the package {name}).")
            self.baseline[name] = version

    def baseline_of(self, name):
        return self.baseline.get(name, "0.0.0")

    def _load(self, name, what, kind, missing=None):
        data = self.raw.read("edi", name)
        if data is None:
            text = f"No file edi/{name} tells {what}."
            if missing:
                missing(text)
            else:
                self.warnings.append(Problem(text, kind="warning"))
            return None
        try:
            value = yaml.load(data, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        except (yaml.YAMLError, UnicodeDecodeError, ValueError) as e:
            raise Problem(f"edi/{name} is no YAML: {' '.join(str(e).split())}") from e
        if value is None and kind is dict:
            return None
        if not isinstance(value, kind):
            raise Problem(f"edi/{name} must be a {'list of packages' if kind is list else 'mapping'}; found {type(value).__name__}.")
        return value

    @staticmethod
    def _text(package, key, file):
        value = package.get(key) if isinstance(package, dict) else None
        if value in (None, ""):
            raise Problem(f"edi/{file}: the key '{key}' is missing in {package!r}.")
        return str(value)


class Changelogs:
    """What has changed in packages, each parsed once for all steps."""

    def __init__(self, image):
        self._image = image
        self._parsed = {}

    def of(self, name, since, replacements):
        """The changelog of a package as templates see it, from its newest version back to the baseline; None when there is none."""
        if name not in self._parsed:
            self._parsed[name] = self._parse(name)
        blocks = self._parsed[name]
        if not blocks:
            return None
        newest = blocks[0]
        return {
            **described(newest, name),
            "change_blocks": [
                {
                    **described(block, name),
                    "distributions": block.distributions,
                    "urgency": block.urgency,
                    "changes": annotated([replaced(line, replacements) for line in block.changes()], name),
                }
                for block in self._newer(blocks, name, since)
            ],
        }

    def _newer(self, blocks, name, since):
        baseline = version_of(self._image.baseline_of(name))
        for block in blocks:
            date, version = date_of(block.date), version_of(raw_version(block))
            if (date is not None and date <= since) or (version is not None and version <= baseline):
                return
            yield block

    def _parse(self, name):
        for file in ("changelog.Debian.gz", "changelog.gz"):
            data = self._image.raw.read(name, file)
            if data is not None:
                break
        else:
            logging.info("The package %s has no changelog.", name)
            return None
        try:
            with gzip.open(io.BytesIO(data)) as stream:
                text = stream.read(LARGEST_FILE + 1)
        except (OSError, EOFError, zlib.error) as e:
            logging.warning("The changelog of %s cannot be unpacked: %s.", name, e)
            return None
        if len(text) > LARGEST_FILE:
            logging.warning("The changelog of %s is larger than %d MiB and is left out.", name, LARGEST_FILE >> 20)
            return None
        try:
            text = text.decode()
        except UnicodeDecodeError:
            logging.warning("The changelog of %s is not UTF-8; it is read as Latin-1.", name)
            text = text.decode("latin-1")
        blocks = list(debian.changelog.Changelog(text.split("\n"))) if text.strip() else []
        if not blocks or not blocks[0].package or not blocks[0].date or not blocks[0].author:
            logging.warning("The changelog of %s is incomplete and is left out.", name)
            return None
        return blocks


def described(block, name):
    date = date_of(block.date)
    if date is None:
        logging.warning("The changelog of %s has a date that cannot be read: '%s'.", name, block.date)
    return {
        "package": block.package,
        "version": raw_version(block) or "",
        "author": block.author,
        "date": block.date,
        "short_date": date.strftime("%d. %B %Y") if date else str(block.date or "").strip(),
    }


def raw_version(block):
    try:
        return str(block.version)
    except (TypeError, ValueError):
        return None


def version_of(text):
    try:
        return debian.debian_support.Version(text)
    except (TypeError, ValueError):
        return None


def date_of(text):
    """A time with its zone, where none is said that of Greenwich; None when it is none."""
    try:
        date = dateutil.parser.parse(text)
    except (TypeError, ValueError, OverflowError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=dateutil.tz.UTC)


def replaced(line, replacements):
    for pattern, replacement in replacements:
        line = pattern.sub(replacement, line)
    return line


def annotated(lines, package):
    """The lines of an entry as pairs of what they are and their text; a line that continues the one before is part of it."""
    result, level = [], 0
    for line in lines:
        kind, level, text, continues = read_line(line, level)
        if kind is None:
            logging.warning("In the changelog of %s this is neither an item nor the continuation of one: '%s'.", package, line)
            kind = "list_item"
        if continues and result and result[-1][0] in (kind, f"{kind}_continuation"):
            result[-1] = (result[-1][0], f"{result[-1][1]} {text}")
        else:
            result.append((f"{kind}_continuation" if continues else kind, text))
    return result


def read_line(line, level):
    """Kind, level, text, and whether it continues a line. A deeper level begins by its bullet only, one at a time."""
    indent = len(line) - len(line.lstrip(" "))
    has_bullet = line[indent:indent + 2] in BULLETS
    for number in range(min(level + 1, len(ITEMS)), 0, -1):
        kind, bullets, continued = ITEMS[number - 1]
        if has_bullet and indent in bullets:
            return kind, number, line[indent + 2:], False
        if number <= level and indent >= continued and len(line) > 2 and (number > 1 or line[2] != "["):
            return kind, number, line.strip(), True
    if line.startswith("  ["):
        return "author", 0, (line.lstrip(" ")[1:-1] if line.endswith("]") else line).strip(), False
    return ("empty_line" if not line else None), 0, line, False


class Step:
    """A documentation step: a template that is rendered once for each package. Of its parameters the kinds are right: the build has read them."""

    def __init__(self, data):
        self.name, self.template, self.output, self.parameters = data["name"], data["template"], data["output"], data["parameters"]

    def render(self, image, changelogs):
        try:
            return "".join(self._chunks(image, changelogs))
        except Problem as e:
            e.step = self.name
            raise

    def _chunks(self, image, changelogs):
        since, replacements = self._baseline(), self._replacements()
        template = self._load()
        excluded, included = self.parameters.get("edi_doc_exclude_packages") or [], self.parameters.get("edi_doc_include_packages")
        chosen = [
            (name, package)
            for name, package in zip(image.names, image.packages)
            if (included is None or name in included) and name not in excluded
        ]
        common = {**self.parameters, "edi_build_setup": image.setup}
        if not chosen:
            yield self._render(template, {**common, "edi_doc_first_chunk": True, "edi_doc_last_chunk": True})
        for index, (name, package) in enumerate(chosen):
            facts = {**package, "baseline_version": image.baseline_of(name)}
            if self.parameters.get("edi_doc_include_changelog"):
                changelog = changelogs.of(name, since, replacements)
                if changelog:
                    facts["changelog"] = changelog
            yield self._render(template, {
                **common,
                "edi_doc_first_chunk": index == 0,
                "edi_doc_last_chunk": index == len(chosen) - 1,
                "edi_doc_packages": [facts],
            })

    def _baseline(self):
        value = self.parameters.get("edi_doc_changelog_baseline")
        date = date_of("1970-01-01" if value is None else str(value))
        if date is None:
            raise Problem(f"The parameter 'edi_doc_changelog_baseline' must be a date, such as '2024-05-31 00:00:00 GMT'; found '{value}'.")
        return date

    def _replacements(self):
        result = []
        for entry in self.parameters.get("edi_doc_replacements") or []:
            pattern, replacement = entry["pattern"], entry.get("replacement", "")
            try:
                compiled = re.compile(pattern)
                compiled.sub(replacement, "")  # Reads the replacement, whether there is a match or not.
            except (re.error, IndexError) as e:
                raise Problem(f"An entry of 'edi_doc_replacements' is no regular expression of Python with its replacement: {e} (pattern: '{pattern}', replacement: '{replacement}').") from e
            result.append((compiled, replacement))
        return result

    def _load(self):
        folder, name = os.path.split(self.template)
        with self._explained():
            return jinja2.Environment(loader=jinja2.FileSystemLoader(folder)).get_template(name)

    def _render(self, template, variables):
        with self._explained():
            return template.render(variables)

    @contextlib.contextmanager
    def _explained(self):
        try:
            yield
        except Problem:
            raise
        except jinja2.TemplateSyntaxError as e:
            raise Problem(f"The template cannot be read: {e.message}.", file=e.filename or self.template, line=e.lineno) from e
        except Exception as e:  # Whatever a template's expressions do.
            folder = os.path.dirname(self.template) + "/"
            frame = next((frame for frame in reversed(traceback.extract_tb(e.__traceback__)) if frame.filename.startswith(folder)), None)
            message = " ".join(str(e).split()).rstrip(".") or type(e).__name__
            raise Problem(f"The template cannot be rendered: {message}.", file=frame.filename if frame else self.template, line=frame.lineno if frame else 0) from e


class Program:
    def __init__(self, data):
        self._data = data
        self._problems = []

    def run(self, words):
        options = self._parser().parse_args(words)
        level = min(options.log, "INFO", key=LEVELS.index) if options.verbose else options.log
        logging.basicConfig(level=level, format="%(levelname)s: %(message)s", stream=sys.stderr)
        try:
            options.run(options)
        except Problem as e:
            self._problems.append(e)
        for problem in self._problems:
            print(f"{problem.kind.capitalize()}: {problem}", file=sys.stderr)
        if self._data["problems"]:
            with open(self._data["problems"], "w", encoding="UTF-8") as file:
                json.dump([dataclasses.asdict(problem) for problem in self._problems], file)
        return 1 if any(problem.kind == "error" for problem in self._problems) else 0

    def _parser(self):
        parser = argparse.ArgumentParser(prog="edi", description="What of edi's command line scripts can use in a build.")
        parser.add_argument("-v", "--verbose", action="store_true", help="say what is done")
        parser.add_argument("--log", choices=LEVELS, default="WARNING", help="what to say")
        commands = parser.add_subparsers(metavar="COMMAND", required=True)
        commands.add_parser("version", help="print the version of edi that the build is compatible with").set_defaults(run=self._version)
        documentation = commands.add_parser("documentation", help="render the documentation of the image").add_subparsers(metavar="SUBCOMMAND", required=True)
        render = documentation.add_parser("render", help="render the definition's documentation steps")
        render.add_argument("--clean", action="store_true", help="remove what was rendered")
        render.add_argument("raw_input", help="the image's /usr/share/doc")
        render.add_argument("rendered_output", help="the folder for the result")
        render.add_argument("config_file", help="the definition of the image that is built")
        render.set_defaults(run=self._clean_or_render)
        return parser

    def _version(self, _):
        print(self._data["version"])

    def _clean_or_render(self, options):
        steps = self._steps(options.config_file)
        output = os.path.abspath(options.rendered_output)
        if not os.path.isdir(output):
            raise Problem(f"The folder for the documentation does not exist: '{output}'.")
        outputs = list(dict.fromkeys(os.path.join(output, step.output) for step in steps))
        if options.clean:
            for file in filter(os.path.lexists, outputs):
                os.remove(file)
            return
        raw = RawInput(options.raw_input)
        if not (os.path.isdir(raw.root) and raw.exists()):
            raise Problem(f"The folder that documentation is made of does not exist: '{options.raw_input}'.")
        for file in filter(os.path.lexists, outputs):
            self._problems.append(Problem(f"The output file '{file}' already exists."))
        if self._problems:
            return
        print(f"Rendering the documentation to '{output}'.", flush=True)
        self._render(steps, raw, output)

    def _render(self, steps, raw, output):
        image = Image(raw)
        changelogs, texts = Changelogs(image), {}
        for step in steps:
            logging.info("Rendering the documentation step %s with %s.", step.name, step.template)
            try:
                texts[step.output] = texts.get(step.output, "") + step.render(image, changelogs)
            except Problem as e:
                self._problems.append(e)
        if self._problems:
            return
        self._problems.extend(image.warnings)
        for name, text in texts.items():
            partial = os.path.join(output, f".{name}.partial")
            with open(partial, "w", encoding="UTF-8", newline="") as file:
                file.write(text)
            os.rename(partial, os.path.join(output, name))

    def _steps(self, config):
        expected = self._data["config"]
        if place_of(config) != place_of(expected):
            raise Problem(f"In a build, edi renders the documentation of the image that is built, whose definition is {expected}; found '{config}'.")
        if self._data["steps"] is None:
            raise Problem(
                "The build did not expect this command to render documentation, so it would not notice when the documentation steps change. "
                "Say 'edi documentation render' in the command's script, or in a file in the script's folder."
            )
        return [Step(step) for step in self._data["steps"]]


def place_of(path):
    folder, name = os.path.split(os.path.abspath(path))
    return os.path.join(os.path.realpath(folder), name)


def main():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "edi.json"), encoding="UTF-8") as file:
        return Program(json.load(file)).run(sys.argv[1:])


sys.exit(main())

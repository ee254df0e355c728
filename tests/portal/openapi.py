#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""openapi.py - hold recorded exchanges with a GPP-publicatiebank to a copy of its published OpenAPI 3.0 document.

    openapi.py OPENAPI.YAML RECORD

RECORD holds a line of JSON for each exchange (gpp_record.h).  Prints what each breach is and how often; exit 1 when there
is one.  Python3 with jsonschema and yaml, as Debian has them; the document itself is no part of this project.
"""
import collections
import json
import re
import sys

import jsonschema
import yaml


def plain(schema):
    """OpenAPI 3.0 as JSON Schema: what may be null says so there with a word of its own."""
    if isinstance(schema, list):
        return [plain(x) for x in schema]
    if not isinstance(schema, dict):
        return schema
    out = {k: plain(v) for k, v in schema.items() if k not in ("nullable", "readOnly", "writeOnly", "example", "discriminator")}
    if schema.get("nullable"):
        return {"anyOf": [out, {"type": "null"}]}
    return out


def drop_read_only(schema):
    """In a request what is read-only is not required."""
    if isinstance(schema, list):
        return [drop_read_only(x) for x in schema]
    if not isinstance(schema, dict):
        return schema
    out = {k: drop_read_only(v) for k, v in schema.items()}
    props = schema.get("properties", {})
    if isinstance(schema.get("required"), list) and isinstance(props, dict):
        out["required"] = [n for n in schema["required"] if not (isinstance(props.get(n), dict) and props[n].get("readOnly"))]
        if not out["required"]:
            del out["required"]
    return out


def whole_form(api, schema, value):
    """The form that the discriminator names: by their fields alone two forms of a publication both fit."""
    while "$ref" in schema:
        schema = api["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    pick = schema.get("discriminator", {})
    word = value.get(pick.get("propertyName")) if isinstance(value, dict) else None
    if word in pick.get("mapping", {}):
        return word, {"$ref": pick["mapping"][word]}
    return "", {"anyOf": schema["oneOf"]} if pick else schema


def no_required(schema):
    """A PATCH may leave out every field; the forms of a publication are shared with POST and say otherwise."""
    if isinstance(schema, list):
        return [no_required(x) for x in schema]
    if not isinstance(schema, dict):
        return schema
    return {k: no_required(v) for k, v in schema.items() if not (k == "required" and isinstance(v, list))}


def validator(api, schema, request, patch):
    schemas = {"components": {"schemas": api["components"]["schemas"]}}
    whole = dict(schema, **schemas)
    if request:
        whole = drop_read_only(whole)
    if patch:
        whole = no_required(whole)
    return jsonschema.Draft7Validator(plain(whole), format_checker=jsonschema.FormatChecker())


def content(part):
    return part.get("content", {}).get("application/json", {}).get("schema") if part else None


def operations(api):
    for path, methods in api["paths"].items():
        pattern = re.escape(path.strip("/").removeprefix("api/v2/")).replace(r"\{", "{").replace(r"\}", "}")
        pattern = re.compile("^" + re.sub(r"\{[^}]*\}", "[^/]+", pattern) + "$")
        for method, op in methods.items():
            if method in ("get", "post", "put", "patch", "delete"):
                yield method.upper(), pattern, op


def main():
    with open(sys.argv[1], encoding="utf-8") as f:
        api = yaml.load(f, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    ops, made, breaches = list(operations(api)), {}, collections.Counter()

    def hold(kind, key, schema, value, request):
        if schema is None:
            return
        word, form = whole_form(api, schema, value)
        name = (kind, key, word)
        if name not in made:
            made[name] = validator(api, form, request, request and key.startswith("PATCH"))
        for error in made[name].iter_errors(value):
            at = ".".join("[]" if isinstance(x, int) else str(x) for x in error.absolute_path)
            breaches["%s %s: %s: %s" % (kind, key, at, error.validator)] += 1

    with open(sys.argv[2], encoding="utf-8") as f:
        for line in f:
            x = json.loads(line)
            if x["path"] == "":
                continue
            fits = [(p, op) for m, p, op in ops if m == x["method"] and p.match(x["path"])]
            if not fits:
                breaches["%s %s: no such operation" % (x["method"], re.sub("[0-9a-f-]{36}", "UUID", x["path"]))] += 1
                continue
            op = fits[0][1]
            key = "%s %s" % (x["method"], fits[0][0].pattern)
            known = {p.get("name") for p in op.get("parameters", []) if p.get("in") == "query"}
            for name in x["query"]:
                if name not in known:
                    breaches["%s: query %s" % (key, name)] += 1
            if x["body"] is not None:
                hold("request", key, content(op.get("requestBody")), x["body"], True)
            if "fault" not in x and x["reply"] is not None and str(x["status"]) in op["responses"]:
                hold("reply %d" % x["status"], key, content(op["responses"][str(x["status"])]), x["reply"], False)
    for what, n in sorted(breaches.items()):
        print(n, what)
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())

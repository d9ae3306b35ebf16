"""Reads a JSON list of expressions on stdin, asks Cloudflare's own parser, and answers with a JSON list of errors (null: accepted)."""

import json
import sys

from octorules_wirefilter import parse_expression

print(json.dumps([parse_expression(expression).get("error") for expression in json.load(sys.stdin)]))

"""A stub of OpenSearch, not OpenSearch: as much of its documented REST interface as the adapter uses, over a dictionary.

It knows one index, `_bulk` with index and delete, `_search` with bool, term, match_all and multi_match of the types phrase
and phrase_prefix over whitespace tokens, sorting by place or score, `from`, `size`, `search_after`, `track_total_hits`. Its
score is the sum of the boosts of the fields that matched; a real cluster ranks by BM25. What is tested with it is that the
adapter speaks the interface, not how OpenSearch ranks.
"""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from gongkai.search.engines.opensearch import OpenSearch


class Stub(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_said):
        pass

    def do_HEAD(self):
        self._answer(200 if self.server.exists else 404, None)

    def do_PUT(self):
        body = self._body()
        assert body["mappings"]["properties"]["title"]["analyzer"] == "whitespace"
        self.server.exists = True
        self._answer(200, {"acknowledged": True})

    def do_DELETE(self):
        self.server.rows.clear()
        self.server.exists = False
        self._answer(200, {"acknowledged": True})

    def do_POST(self):
        if self.server.fails:
            self._body(raw=True)
            self._answer(503, {"error": {"type": "unavailable"}})
        elif self.path.startswith("/_bulk"):
            self._answer(200, self._bulk(self._body(raw=True)))
        else:
            assert self.path.partition("?")[0] == "/gongkai/_search", self.path
            self._answer(200, self._search(self._body()))

    do_GET = do_POST

    def _body(self, raw=False):
        data = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        return data if raw else json.loads(data)

    def _answer(self, status, body):
        data = b"" if body is None else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _bulk(self, data):
        lines, items = iter(data.splitlines()), []
        for line in lines:
            ((verb, head),) = json.loads(line).items()
            if verb == "index":
                self.server.rows[head["_id"]] = json.loads(next(lines))
                items.append({"index": {"_id": head["_id"], "status": 201}})
            else:
                known = self.server.rows.pop(head["_id"], None) is not None
                items.append({"delete": {"_id": head["_id"], "status": 200 if known else 404}})
        return {"errors": False, "items": items}

    def _search(self, body):
        scored = [
            (key, row, score) for key, row in self.server.rows.items() if (score := met(body["query"], row)) is not None
        ]
        first = body["sort"][0]
        if first == "_score":
            scored.sort(key=lambda one: (-one[2], -one[1]["place"]))
        else:
            scored.sort(key=lambda one: one[1]["place"], reverse=first["place"] == "desc")
        if after := body.get("search_after"):
            scored = [one for one in scored if one[1]["place"] > after[0]]
        start = body.get("from", 0)
        hits = [
            {"_id": key, "_score": score, "_source": row} for key, row, score in scored[start : start + body["size"]]
        ]
        return {"hits": {"total": {"value": len(scored), "relation": "eq"}, "hits": hits}}


def met(query, row):
    """The score of a row, or None when it does not meet the query."""
    ((kind, said),) = query.items()
    if kind == "match_all":
        return 1.0
    if kind == "term":
        return 0.0 if said["facets"] in row["facets"] else None
    if kind == "multi_match":
        return _phrase(said, row)
    assert kind == "bool" and set(said) <= {"must", "should", "must_not", "filter", "minimum_should_match"}
    musts = [met(one, row) for one in [*said.get("must", []), *said.get("filter", [])]]
    shoulds = [score for one in said.get("should", []) if (score := met(one, row)) is not None]
    if None in musts or any(met(one, row) is not None for one in said.get("must_not", [])):
        return None
    if len(shoulds) < said.get("minimum_should_match", 0):
        return None
    return sum(musts) + sum(shoulds)


def _phrase(said, row):
    wanted, best = said["query"].split(), None
    for name in said["fields"]:
        part, boost = name.split("^")
        tokens = row[part].split()
        for at in range(len(tokens) - len(wanted) + 1):
            *begun, last = tokens[at : at + len(wanted)]
            is_last = last.startswith(wanted[-1]) if said["type"] == "phrase_prefix" else last == wanted[-1]
            if begun == wanted[:-1] and is_last:
                best = max(best or 0.0, float(boost))
    return best


@contextmanager
def running():
    """(engine, server) of a stub on a port of this machine; `server.fails = True` makes it answer 503."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Stub)
    server.rows, server.exists, server.fails = {}, False, False
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield OpenSearch(f"http://127.0.0.1:{server.server_port}"), server
    finally:
        server.shutdown()
        server.server_close()

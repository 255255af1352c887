import logging
from urllib.request import Request, urlopen

import pytest

from tests.applications.conftest import applied_online  # noqa: F401  fixture
from tests.static_site.sites import site_at


@pytest.fixture
def s3(monkeypatch):
    """A server that speaks S3, set up as a deployment sets it up; answers a client of it. There is a bucket "site"."""
    boto3 = pytest.importorskip("boto3")
    server = pytest.importorskip("moto.server").ThreadedMotoServer(port=0, verbose=False)
    logging.getLogger("werkzeug").setLevel("ERROR")
    server.start()
    _host, port = server.get_host_and_port()
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")
    client = boto3.client("s3")
    urlopen(Request(f"http://127.0.0.1:{port}/moto-api/reset", method="POST")).close()  # what it holds outlives it
    client.create_bucket(Bucket="site")
    yield client
    server.stop()


@pytest.fixture
def site(tmp_path):
    """A whole site in a directory; its www is at current/www."""
    return site_at(tmp_path / "site")


@pytest.fixture
def www(site):
    return (site / "current").resolve() / "www"

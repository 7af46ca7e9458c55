from __future__ import annotations

from typing import Any

import pytest
from fastapi import FastAPI

from extract.review.app import create_app
from extract.review.options import Options
from extract.store.engine import Store
from review.browser import HOST, Browser

TOKEN = "correct horse battery"
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)>"
PAGES = ("/", "/documents", "/documents/1", "/history", "/me", "/nothing", "/api/queue", "/static/base.css", "/api/nothing")


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_carries_the_security_headers(browser: Browser, path: str) -> None:
    headers = browser.get(path).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_a_fault_of_the_program_shows_no_traceback_and_keeps_the_headers(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("secret of the inside")

    monkeypatch.setattr("extract.review.pages.list_documents", fail)
    answer = browser.get("/documents")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert "script-src 'self'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/", "/documents", "/documents/1", "/history", "/me"])
def test_pages_have_no_inline_script_or_style(browser: Browser, path: str) -> None:
    page = browser.get(path).text
    assert "style=" not in page
    assert "<style" not in page
    assert " on" + "click" not in page
    assert page.count("<script") == page.count('<script type="module" src="/static/')


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8765", "10.0.0.7:8765", "", "evil.example:8765", "[::ffff:10.0.0.7]"],
)
def test_another_name_pointed_at_this_machine_is_refused(app: FastAPI, host: str) -> None:
    """DNS rebinding: a foreign page whose name resolves to 127.0.0.1 sends its own name as Host."""
    assert Browser(app).get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost:8765", "LOCALHOST", "[::1]:8765"])
def test_names_of_this_machine_are_answered(app: FastAPI, host: str) -> None:
    assert Browser(app).get("/me", headers={"host": host}).status_code == 200


def test_a_server_on_the_network_answers_to_its_names_and_to_addresses_only(store: Store) -> None:
    app = create_app(store, Options(host="0.0.0.0", token=TOKEN, hosts=("review.example",)))
    asked = {h: Browser(app).get("/", headers={"host": h}).status_code for h in ("review.example", "10.0.0.7:8765", "evil.example")}
    assert asked == {"review.example": 401, "10.0.0.7:8765": 401, "evil.example": 421}


# --- changes ---------------------------------------------------------------------------------------------------------


def change(browser: Browser, headers: dict[str, str], body: Any = None) -> int:
    body = {"name": "Mallory"} if body is None else body
    return browser.ask("POST", "/api/me", json=body, headers=headers).status_code


def test_a_change_without_the_token_is_refused(browser: Browser, app: FastAPI) -> None:
    other = Browser(app).token()
    assert change(browser, {}) == 403
    assert change(browser, {"X-CSRF-Token": "guess"}) == 403
    assert change(browser, {"X-CSRF-Token": other}) == 403
    assert change(browser, {"X-CSRF-Token": browser.token()}) == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": "null"},
        {"Origin": "http://["},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_change_from_another_site_is_refused_even_with_the_token(browser: Browser, headers: dict[str, str]) -> None:
    assert change(browser, {"X-CSRF-Token": browser.token(), **headers}) == 403


def test_a_change_from_our_own_pages_is_taken(browser: Browser) -> None:
    headers = {"Origin": f"http://{HOST}", "Sec-Fetch-Site": "same-origin"}
    assert change(browser, {"X-CSRF-Token": browser.token(), **headers}) == 200


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""])
def test_only_json_is_a_change(browser: Browser, kind: str) -> None:
    """Forms of other sites can send these types without asking the browser for leave."""
    headers = {"X-CSRF-Token": browser.token(), "Content-Type": kind}
    assert browser.ask("POST", "/api/me", content=b'{"name":"x"}', headers=headers).status_code == 415


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE"])
def test_every_method_that_changes_needs_the_token(browser: Browser, method: str) -> None:
    assert browser.ask(method, "/api/me", headers={"Content-Type": "application/json"}).status_code == 403


def test_broken_json_is_refused_without_being_repeated(browser: Browser) -> None:
    headers = {"X-CSRF-Token": browser.token(), "Content-Type": "application/json"}
    answer = browser.ask("POST", "/api/me", content=f'{{"name": {MARKUP}'.encode(), headers=headers)
    assert answer.status_code == 422
    assert "<script" not in answer.text


def test_a_body_over_the_limit_is_refused(store: Store) -> None:
    browser = Browser(create_app(store, Options(max_body_bytes=1000)))
    token = {"X-CSRF-Token": browser.token()}
    assert change(browser, token, {"name": "x" * 2000}) == 413

    async def stream() -> Any:
        for _ in range(5):
            yield b'{"name":"' + b"x" * 500

    headers = {**token, "Content-Type": "application/json"}
    assert browser.ask("POST", "/api/me", content=stream(), headers=headers).status_code == 413
    lying = {**headers, "Content-Length": "many"}
    assert browser.ask("POST", "/api/me", content=b"{}", headers=lying).status_code == 413


# --- who may come in -------------------------------------------------------------------------------------------------


def test_without_the_token_nothing_is_shown(store: Store) -> None:
    app = create_app(store, Options(host="0.0.0.0", token=TOKEN))
    browser = Browser(app, host="10.0.0.7:8765", peer="10.0.0.9")
    for path in ("/", "/api/queue", "/versions/1/file", "/static/base.js", "/?token=wrong", "/?token="):
        answer = browser.get(path)
        assert answer.status_code == 401
        assert "輸入ロボット" not in answer.text
    assert browser.ask("POST", "/api/me", json={"name": "x"}).status_code == 401


def test_the_token_lets_in_once_for_all_and_leaves_the_address(store: Store) -> None:
    app = create_app(store, Options(host="0.0.0.0", token=TOKEN))
    browser = Browser(app, host="10.0.0.7:8765", peer="10.0.0.9")
    answer = browser.get("/documents", params={"token": TOKEN, "lang": "ja"})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/documents?lang=ja"
    assert browser.name("佐藤").get("/documents").status_code == 200
    again = Browser(create_app(store, Options(host="0.0.0.0", token=TOKEN)), host="10.0.0.7:8765")
    again.cookies = browser.cookies
    assert again.get("/documents").status_code == 200
    changed = Browser(create_app(store, Options(host="0.0.0.0", token=TOKEN + "2")), host="10.0.0.7:8765")
    changed.cookies = browser.cookies
    assert changed.get("/documents").status_code == 401


def test_the_token_leads_to_no_other_site(store: Store) -> None:
    app = create_app(store, Options(host="0.0.0.0", token=TOKEN))
    answer = Browser(app, host="10.0.0.7:8765").get("http://10.0.0.7:8765//evil.example/", params={"token": TOKEN})
    assert answer.headers["location"] == "/evil.example/"


def test_cookies_are_hidden_from_scripts_and_from_other_sites(app: FastAPI) -> None:
    cookie = Browser(app).get("/me").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


@pytest.mark.parametrize("cookie", ["", "x", "a.b", "eyJpZCI6ICJ4In0.", "é.é", "." * 5000])
def test_a_forged_cookie_is_a_new_browser(app: FastAPI, cookie: str) -> None:
    answer = Browser(app).get("/", headers={"cookie": f"extract_8765={cookie}".encode()})
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/me")


def proxied(store: Store, peer: str, headers: dict[str, str | bytes]) -> Browser:
    options = Options(host="0.0.0.0", user_header="X-Remote-User", trusted_proxies=("10.0.0.5",), hosts=("review.example",))
    return Browser(create_app(store, options), host="review.example", peer=peer, headers=headers)


def test_the_proxys_word_on_who_it_is_counts_only_from_the_proxy(store: Store) -> None:
    assert proxied(store, "10.0.0.5", {"X-Remote-User": "佐藤".encode()}).get("/documents").text.count("佐藤")
    assert proxied(store, "10.0.0.6", {"X-Remote-User": "admin"}).get("/documents").status_code == 403
    assert proxied(store, "10.0.0.5", {}).get("/documents").status_code == 403
    assert proxied(store, "10.0.0.5", {"X-Remote-User": "a\u0000b"}).get("/documents").status_code == 403


def test_without_a_proxy_the_header_says_nothing(app: FastAPI) -> None:
    answer = Browser(app, headers={"X-Remote-User": "admin", "X-Forwarded-For": "10.0.0.5"}).get("/me")
    assert "admin" not in answer.text


# --- what documents and reviewers may not do -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/static//etc/passwd",
        "/versions/..%2f1/file",
        "/versions/1/pages/..%2f..%2f1.png",
        "/versions/99999999999999999999/file",
        "/versions/-1/file",
        "/versions/1e3/file",
        "/documents/..%2f1",
        "/records/1/..%2f..%2fetc",
        "/records/1/%00",
        "/api/runs/0/text",
        "/api/records/1/'%20OR%201=1",
        "/history?document=1%20OR%201=1",
        "/history?before=-1",
        "/?page=0",
    ],
)
def test_only_what_is_stored_is_served_and_only_by_number(browser: Browser, path: str) -> None:
    answer = browser.get(path)
    assert answer.status_code in (404, 422)
    assert "def create_app" not in answer.text


def test_files_are_saved_and_never_shown(browser: Browser) -> None:
    answer = browser.get("/versions/1/file")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-type"] == "application/octet-stream"


@pytest.mark.parametrize("name", ["a\r\nSet-Cookie: x=1", "a\nb", "", "  ", "x" * 81, "a\u202eb", "a\u0000"])
def test_names_that_would_break_a_header_or_a_line_are_refused(browser: Browser, name: str) -> None:
    answer = browser.post("/api/me", {"name": name})
    assert answer.status_code == 422
    assert "x=1" not in answer.headers.get("set-cookie", "")


@pytest.mark.parametrize("onward", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/a\r\nb"])
def test_the_name_form_leads_to_our_own_pages_only(app: FastAPI, onward: str) -> None:
    assert 'data-onward="/"' in Browser(app).get("/me", params={"next": onward}).text

"""The Web API on HTTP: `/api/<method>` and the response_urls, with every planned fault."""

import asyncio
import json
from collections.abc import Callable, Mapping

from aiohttp import hdrs, web

from bot.plugins import found_in
from handlers.sandbox import methods
from handlers.sandbox.arguments import Args, sent, string
from handlers.sandbox.calls import Call, masked
from handlers.sandbox.faults import NO_PAUSE, Fault
from handlers.sandbox.method import Family, Method
from handlers.sandbox.refusal import SlackError
from handlers.sandbox.response import respond
from handlers.sandbox.workspace import Workspace

SCOPES = (
    "commands,chat:write,chat:write.public,app_mentions:read,users:read,channels:read,groups:read,channels:history,"
    "im:history,im:write"
)
METHODS: Mapping[str, Method] = {
    name: method for family in found_in(methods, Family) for name, method in family.methods.items()
}


def web_api(workspace: Workspace) -> list[web.RouteDef]:
    """Return the routes an app calls."""

    async def call(request: web.Request) -> web.StreamResponse:
        if request.method not in (hdrs.METH_GET, hdrs.METH_POST):
            raise web.HTTPMethodNotAllowed(request.method, [hdrs.METH_GET, hdrs.METH_POST])
        workspace.host = request.host
        name = request.match_info["method"]
        args, refused = await _arguments(request)
        token = _token(request, args)
        told = {key: value for key, value in args.items() if key != "token"}

        def answer() -> web.Response:
            return web.json_response(_answer(workspace, name, token, refused or args))

        return await _served(workspace, request, (name, masked(token), told), answer)

    async def hook(request: web.Request) -> web.StreamResponse:
        args, refused = await _arguments(request)

        def answer() -> web.Response:
            if refused:
                raise refused
            respond(workspace, workspace.hooks.use(request.match_info["hook"]), args)
            return web.Response(text="ok")

        return await _served(workspace, request, ("response_url", "", args), answer)

    return [
        web.route("*", "/api/{method}", call),
        web.post("/hooks/{kind}/{team}/{hook}", hook),
        web.get("/link", workspace.link.dial),
    ]


async def _arguments(request: web.Request) -> tuple[dict[str, object], SlackError | None]:
    try:
        return await sent(request), None
    except SlackError as refusal:
        return {}, refusal


def _token(request: web.Request, args: Args) -> str:
    scheme, _, token = request.headers.get(hdrs.AUTHORIZATION, "").partition(" ")
    return token.strip() if scheme.casefold() == "bearer" else string(args, "token")


def _answer(workspace: Workspace, name: str, token: str, args: Args | SlackError) -> Mapping[str, object]:
    method = METHODS.get(name)
    if method is None:
        raise SlackError("unknown_method", {"req_method": name})
    method.admit(token)
    if isinstance(args, SlackError):
        raise args
    return method.call(workspace, args)


async def _served(
    workspace: Workspace, request: web.Request, call: tuple[str, str, Args], answer: Callable[[], web.Response]
) -> web.StreamResponse:
    """Answer one call, or fail it as planned; whatever happens is in the list of calls."""
    name, token, args = call
    at = workspace.now()
    fault = workspace.faults.take(name)
    response = await _failed(request, fault, answer) if fault else _tried(answer)
    status = None if fault and fault.kind in ("timeout", "drop-after-accept") else response.status
    workspace.calls.kept.append(Call(at, name, token, args, status, _told(response) if status else None))
    response.headers["X-OAuth-Scopes"] = SCOPES
    return response


def _told(response: web.Response) -> object:
    """Return an answer as one would read it: JSON where it is, and whole."""
    text = response.text or ""
    try:
        return json.loads(text) if response.content_type == "application/json" else text
    except ValueError:
        return text


def _tried(answer: Callable[[], web.Response]) -> web.Response:
    try:
        return answer()
    except SlackError as refusal:
        return web.json_response(refusal.answer(), status=refusal.status, headers=refusal.headers)


async def _failed(request: web.Request, fault: Fault, answer: Callable[[], web.Response]) -> web.Response:
    """Fail a call in the planned way, after doing it or instead."""
    if fault.kind == "slow":
        await asyncio.sleep(float(fault.value or "0"))
        return _tried(answer)
    done = _tried(answer) if fault.accept or fault.kind == "drop-after-accept" else None
    if fault.kind == "timeout":
        await asyncio.sleep(float(fault.value or "0"))
    if fault.kind in ("timeout", "drop-after-accept") and request.transport:
        request.transport.abort()
    return _wrong(fault, done)


def _wrong(fault: Fault, done: web.Response | None) -> web.Response:
    """Return the wrong answer; `done` is the right one, where the call was done."""
    match fault.kind:
        case "429":
            limited = {"ok": False, "error": "ratelimited"}
            pause = {} if fault.value == NO_PAUSE else {"Retry-After": fault.value or "1"}
            return web.json_response(limited, status=429, headers=pause)
        case "500":
            return web.Response(status=500, text="Internal Server Error")
        case "html":
            return web.Response(text="<!DOCTYPE html><title>Slack</title>", content_type="text/html")
        case "truncated":
            whole = (done.text if done else None) or '{"ok": true}'
            return web.Response(text=whole[: len(whole) // 2], content_type="application/json")
        case "error":
            return web.json_response({"ok": False, "error": fault.value or "internal_error"})
    return web.Response()

"""A local Slack to try Surge in: Web API, Socket Mode, and a page in the browser. Loopback only.

It serves the demo and the tests alike, inside the bot's process or alone (`python -m handlers.sandbox`), and is as
strict as Slack: what it refuses, Slack would refuse.

    world, message, commands        who and what there is: frozen values
    messages (journal), views       what is kept; messages survive a crash
    link, hooks, triggers, faults   Socket Mode, response_url, trigger ids, and what goes wrong on request
    workspace                       all of that in one bundle
    methods/                        the Web API, one family of methods a file
    acts/                           what a person can do, one file each
    sandbox                         the whole, with drivers for tests; doors and stream put it on HTTP
"""

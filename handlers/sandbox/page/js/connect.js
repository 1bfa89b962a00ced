/** @module connect How to bring Surge into a real Slack. */
import { el } from "./dom.js";
import { icon } from "./icons.js";

const STEPS = [
  ["Create the app", "At api.slack.com/apps choose “From a manifest”, pick your workspace and paste manifest.yaml from this repository."],
  ["Get two tokens", "Install the app: that gives the bot token (xoxb-…). Under “App-level tokens” make one with connections:write (xapp-…)."],
  ["Put them in .env", "Next to the Makefile, in a file called .env:"],
  ["Start again", "Stop Surge, run make run, and type /surge in your own Slack. With tokens set, this sandbox stays off."],
];

const ENV = "SLACK_BOT_TOKEN=xoxb-your-bot-token\nSLACK_APP_TOKEN=xapp-your-app-token";

/** Open the panel. */
export function connectPanel() {
  const dialog = el("dialog", { class: "dialog", id: "connect-panel", "aria-label": "Connect a real Slack" },
    el("form", { method: "dialog" },
      el("header", { class: "dialog__head" }, el("h2", { class: "dialog__title" }, "Connect a real Slack"),
        el("button", { class: "icon-button", "aria-label": "Close" }, icon("close"))),
      el("div", { class: "dialog__body" },
        el("p", {}, "Everything here is the real Surge talking to a Slack of its own. Two tokens move it to yours."),
        el("ol", { class: "steps" }, STEPS.map(([title, words], at) => el("li", {}, el("strong", {}, title), el("span", {}, words),
          at === 2 ? el("pre", {}, ENV) : null)))),
      el("div", { class: "dialog__foot" }, el("button", { class: "button button--primary", autofocus: true }, "Got it"))));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

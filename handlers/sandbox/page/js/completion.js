/** @module completion What can be typed next. Pure: from a text to suggestions. */

/**
 * @typedef {{text: string, shown: string, hint?: string, description?: string}} Suggestion
 *   `text` replaces what is typed, `shown` stands in the list.
 */

/**
 * @param {string} typed all up to the caret
 * @param {any} workspace
 * @returns {Suggestion[]} at most ten
 */
export function suggestions(typed, workspace) {
  const mention = /(^|\s)@(\w*)$/.exec(typed);
  if (mention) return people(typed, mention[2], workspace);
  if (!typed.startsWith("/") || typed.includes("\n")) return [];
  return typed.includes(" ") ? endings(typed, workspace) : commands(typed, workspace);
}

function commands(typed, workspace) {
  return workspace.commands.filter((known) => known.command.startsWith(typed.toLowerCase())).map((known) => ({
    text: `${known.command} `, shown: known.command, hint: known.usage_hint, description: known.description,
  }));
}

function endings(typed, workspace) {
  const known = workspace.commands.find((one) => typed.startsWith(`${one.command} `));
  if (!known) return [];
  const said = typed.slice(known.command.length).trimStart().toLowerCase();
  const bare = (known.completions ?? []).map((ending) => ({ ...ending, text: stripped(ending.text, known.command) }));
  const fitting = bare.filter((ending) => ending.text.toLowerCase().startsWith(said) && ending.text.toLowerCase() !== said.trim());
  return fitting.slice(0, 10).map((ending) => ({
    text: `${known.command} ${ending.text}`, shown: ending.text, description: ending.description,
  }));
}

function stripped(text, command) {
  return text.startsWith(`${command} `) ? text.slice(command.length + 1) : text;
}

function people(typed, begun, workspace) {
  const names = [workspace.bot.name, ...workspace.users.map((user) => user.real_name || user.name)];
  const fitting = names.filter((name) => name.toLowerCase().startsWith(begun.toLowerCase()));
  const before = typed.slice(0, typed.length - begun.length);
  return fitting.map((name) => ({ text: `${before}${name} `, shown: `@${name}`, description: name === workspace.bot.name ? "App" : "" }));
}

/**
 * What Slack would send for a typed message: escaped, with names as mentions.
 * @param {string} text
 * @param {any} workspace
 */
export function asSent(text, workspace) {
  const escaped = text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const known = [{ id: workspace.bot.user, name: workspace.bot.name },
    ...workspace.users.flatMap((user) => [{ id: user.id, name: user.real_name }, { id: user.id, name: user.name }])];
  const byLength = known.filter((one) => one.name).sort((a, b) => b.name.length - a.name.length);
  return byLength.reduce((said, { id, name }) => {
    const pattern = new RegExp(`(^|[\\s(])@${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![\\p{L}\\p{N}])`, "giu");
    return said.replace(pattern, `$1<@${id}>`);
  }, escaped);
}

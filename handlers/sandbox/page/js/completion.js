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

/** Names become handles: that is what the sandbox turns into mentions. */
function people(typed, begun, workspace) {
  const all = [{ ...workspace.bot, real_name: "App" }, ...workspace.users];
  const wanted = begun.toLowerCase();
  const fits = (one) => one.name.startsWith(wanted) || one.real_name.toLowerCase().startsWith(wanted);
  const before = typed.slice(0, typed.length - begun.length);
  return all.filter(fits).map((one) => ({ text: `${before}${one.name} `, shown: `@${one.name}`, description: one.real_name }));
}

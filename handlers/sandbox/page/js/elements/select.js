/** @module elements/select Menus of options, people, channels and conversations; one or many. */
import { menu } from "../menu.js";
import { plain } from "../mrkdwn.js";
import { nameOf } from "../people.js";
import { state } from "../state.js";

const people = () => state.workspace.users.map((user) => ({ text: nameOf(user.id), value: user.id }));
const channels = () => state.workspace.channels.map((channel) => ({ text: `# ${channel.name}`, value: channel.id }));

/** The options of each kind of select. */
const SOURCES = {
  static: given,
  users: people,
  channels,
  conversations: () => [...channels(), ...people()],
};

function given(element) {
  const one = (option, group) => ({
    text: plain(option.text), value: option.value, description: plain(option.description), group,
  });
  const groups = (element.option_groups ?? []).flatMap((group) => group.options.map((option) => one(option, plain(group.label))));
  return [...(element.options ?? []).map((option) => one(option)), ...groups];
}

function draw(element, surface, block, multiple) {
  const first = surface.kept(element, block) ?? chosenAtFirst(element);
  const words = plain(element.placeholder) || "Choose…";
  const made = menu({
    options: SOURCES[element.type.replace(/^multi_|_select$/g, "")](element),
    label: words, placeholder: words, multiple, chosen: [first].flat().filter(Boolean),
    data: { actionId: element.action_id ?? "", blockId: block.block_id ?? "" },
    onChoose: (values) => surface.act(element, block, multiple ? values : values[0], made.button),
  });
  surface.hold(element, block, () => (multiple ? made.values() : (made.values()[0] ?? null)));
  return made.node;
}

/** Slack names the first choice differently for every kind. */
function chosenAtFirst(element) {
  return [
    element.initial_option?.value, ...(element.initial_options ?? []).map((option) => option.value),
    element.initial_user, element.initial_users, element.initial_channel, element.initial_channels,
    element.initial_conversation, element.initial_conversations,
  ].flat();
}

/** @type {typeof draw} */
export const select = (element, surface, block) => draw(element, surface, block, false);
/** @type {typeof draw} */
export const multiSelect = (element, surface, block) => draw(element, surface, block, true);

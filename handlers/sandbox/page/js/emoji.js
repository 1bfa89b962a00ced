/** @module emoji The shortcodes people and bots commonly use. An unknown one is shown as it was typed. */

const LIST = `
smile 😄 smiley 😃 grinning 😀 grin 😁 joy 😂 rofl 🤣 slightly_smiling_face 🙂 wink 😉 blush 😊 heart_eyes 😍
thinking_face 🤔 neutral_face 😐 cry 😢 sob 😭 scream 😱 sweat_smile 😅 sunglasses 😎 zzz 💤 wave 👋 pray 🙏
clap 👏 +1 👍 thumbsup 👍 -1 👎 thumbsdown 👎 ok_hand 👌 raised_hands 🙌 muscle 💪 eyes 👀 point_right 👉
point_up ☝️ point_down 👇 heart ❤️ broken_heart 💔 fire 🔥 sparkles ✨ star ⭐ star2 🌟 boom 💥 zap ⚡ tada 🎉
rocket 🚀 chart_with_upwards_trend 📈 chart_with_downwards_trend 📉 bar_chart 📊 moneybag 💰 dollar 💵 yen 💴
money_with_wings 💸 bank 🏦 newspaper 📰 bell 🔔 no_bell 🔕 loudspeaker 📢 mega 📣 hourglass ⌛
hourglass_flowing_sand ⏳ alarm_clock ⏰ stopwatch ⏱️ clock9 🕘 calendar 📅 date 📅 warning ⚠️ rotating_light 🚨
no_entry ⛔ no_entry_sign 🚫 x ❌ white_check_mark ✅ heavy_check_mark ✔️ ballot_box_with_check ☑️ question ❓
exclamation ❗ information_source ℹ️ bulb 💡 lock 🔒 unlock 🔓 key 🔑 mag 🔍 link 🔗 pushpin 📌 round_pushpin 📍
memo 📝 pencil ✏️ pencil2 ✏️ wrench 🔧 gear ⚙️ hammer 🔨 package 📦 bug 🐛 robot_face 🤖 globe_with_meridians 🌐
earth_asia 🌏 flag-hk 🇭🇰 flag-cn 🇨🇳 cn 🇨🇳 flag-us 🇺🇸 us 🇺🇸 hk 🇭🇰 flag-jp 🇯🇵 flag-gb 🇬🇧 sunrise 🌅 sunny ☀️
moon 🌙 crescent_moon 🌙 city_sunset 🌆 night_with_stars 🌃 ocean 🌊 typhoon 🌀 cyclone 🌀 umbrella ☂️ rain_cloud 🌧️
coffee ☕ tea 🍵 beer 🍺 dragon 🐉 dragon_face 🐲 tiger 🐯 bear 🐻 ox 🐂 cow 🐮 panda_face 🐼 crown 👑 trophy 🏆
first_place_medal 🥇 second_place_medal 🥈 third_place_medal 🥉 medal 🏅 dart 🎯 100 💯 large_green_circle 🟢
large_green_square 🟩 large_red_square 🟥 red_circle 🔴 large_blue_circle 🔵 large_yellow_circle 🟡 white_circle ⚪
black_circle ⚫ large_orange_circle 🟠 small_red_triangle 🔺 small_red_triangle_down 🔻 arrow_up ⬆️ arrow_down ⬇️
arrow_up_small 🔼 arrow_down_small 🔽 arrow_right ➡️ arrow_left ⬅️ arrow_upper_right ↗️ arrow_lower_right ↘️
arrows_counterclockwise 🔄 repeat 🔁 play_or_pause_button ⏯️ arrow_forward ▶️ pause_button ⏸️ fast_forward ⏩
black_square_for_stop ⏹️ one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣ five 5️⃣ computer 💻 iphone 📱 email ✉️ envelope ✉️
speech_balloon 💬 thought_balloon 💭 busts_in_silhouette 👥 bust_in_silhouette 👤 office 🏢 factory 🏭 car 🚗
red_car 🚗 electric_plug 🔌 battery 🔋 microscope 🔬 pill 💊 satellite 🛰️ construction 🚧 checkered_flag 🏁
`;

const words = LIST.trim().split(/\s+/);
const EMOJI = new Map();
for (let at = 0; at < words.length; at += 2) EMOJI.set(words[at], words[at + 1]);

/**
 * @param {string} name without colons; a skin tone is left out
 * @returns {string | undefined}
 */
export function emoji(name) {
  return EMOJI.get(name.split("::")[0]);
}

// Drives the Bot API with grammY: argv names the server, a token and a chat; prints what came of it as JSON.
import { Bot, GrammyError, InlineKeyboard, InputFile, InputMediaBuilder } from "grammy";

const [apiRoot, token, chat, thumbnail] = process.argv.slice(2);
const bot = new Bot(token, { client: { apiRoot } });
const jpeg = () => new InputFile(Buffer.from(thumbnail, "base64"), "thumbnail.jpg");
const film = () => new InputFile(Buffer.alloc(2000, 7), "film.mp4");

// What a call was refused with, as grammY understands it.
async function refused(call) {
  try {
    await call;
    return null;
  } catch (error) {
    if (!(error instanceof GrammyError)) throw error;
    return { code: error.error_code, description: error.description, ...error.parameters };
  }
}

await bot.init();
const [command] = await bot.api.getUpdates({ timeout: 0 });
const keyboard = new InlineKeyboard().text("Yes", "1:yes").url("Help", "https://example.org/");
const sent = await bot.api.sendMessage(chat, "Ready?", { reply_markup: keyboard });
const [press] = await bot.api.getUpdates({ offset: command.update_id + 1, timeout: 20 });
await bot.api.answerCallbackQuery(press.callback_query.id, { text: "Off we go" });
const answeredTwice = await refused(bot.api.answerCallbackQuery(press.callback_query.id));

const sizes = { width: 72, height: 128, duration: 3 };
const video = await bot.api.sendVideo(chat, film(), { ...sizes, thumbnail: jpeg() });
const media = InputMediaBuilder.video(film(), { ...sizes, thumbnail: jpeg(), caption: "Moon" });
const edited = await bot.api.editMessageMedia(chat, sent.message_id, media);
const file = await bot.api.getFile(video.video.file_id);
const download = await fetch(`${apiRoot}/file/bot${token}/${file.file_path}`);

const long = new InlineKeyboard().text("No", "x".repeat(65));
const slow = await refused(bot.api.sendMessage(chat, "Slowly"));
console.log(JSON.stringify({
  username: bot.botInfo.username,
  command: command.message.text,
  pressed: press.callback_query.data,
  answeredTwice,
  video: video.video,
  edited: { caption: edited.caption, width: edited.video.width, text: edited.text ?? null },
  bytes: (await download.arrayBuffer()).byteLength,
  slow,
  data: await refused(bot.api.sendMessage(chat, "No", { reply_markup: long })),
  nobody: await refused(bot.api.sendMessage(12345, "Hello")),
  caption: await refused(bot.api.editMessageCaption(chat, sent.message_id, { caption: "x".repeat(1025) })),
}));

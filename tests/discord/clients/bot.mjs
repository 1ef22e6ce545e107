// A small bot on discord.js: argv names the API's address and a token. It says what the one on discord.py says.
import {
  ActionRowBuilder, ApplicationCommandType, AttachmentBuilder, ButtonBuilder, ButtonStyle,
  ContextMenuCommandBuilder, Client, GatewayIntentBits, LabelBuilder, MessageFlags, ModalBuilder,
  Partials, SlashCommandBuilder, TextInputStyle,
} from "discord.js";

const [api, token] = process.argv.slice(2);
const client = new Client({
  intents: [GatewayIntentBits.Guilds, GatewayIntentBits.DirectMessages],
  partials: [Partials.Channel],
  rest: { api, version: "10" },
});

const make = new SlashCommandBuilder().setName("film").setDescription("Films").addSubcommand((sub) => sub
  .setName("make").setDescription("Make a film")
  .addStringOption((option) => option.setName("sentence").setDescription("What").setRequired(true))
  .addUserOption((option) => option.setName("person").setDescription("Who"))
  .addAttachmentOption((option) => option.setName("photo").setDescription("Face")));
const remix = new ContextMenuCommandBuilder().setName("Remix").setType(ApplicationCommandType.Message);

const button = (label) => new ButtonBuilder()
  .setCustomId(label.toLowerCase()).setLabel(label).setStyle(ButtonStyle.Primary);
const buttons = () => new ActionRowBuilder().addComponents(button("Like"), button("Count"), button("Selfie"));
const form = () => new ModalBuilder().setCustomId("likeness").setTitle("Your likeness").addLabelComponents(
  new LabelBuilder().setLabel("Name").setTextInputComponent(
    (input) => input.setCustomId("name").setStyle(TextInputStyle.Short)),
  new LabelBuilder().setLabel("Selfie").setFileUploadComponent((input) => input.setCustomId("selfie")),
  new LabelBuilder().setLabel("It is me").setCheckboxComponent((input) => input.setCustomId("me")),
);

const bytes = async (attachment) => (await (await fetch(attachment.url)).arrayBuffer()).byteLength;
const alone = (content) => ({ content, flags: MessageFlags.Ephemeral });

const handlers = {
  async make(asked) {
    await asked.deferReply();
    const photo = asked.options.getAttachment("photo");
    const [sentence, person] = [asked.options.getString("sentence"), asked.options.getUser("person")];
    const place = `${asked.guild.name} #${asked.channel.name}`;
    await asked.editReply(`${sentence} with ${person.displayName}, ${await bytes(photo)} bytes, in ${place}`);
    const film = new AttachmentBuilder(Buffer.alloc(2000, 7), { name: "film.mp4" });
    await asked.followUp({ content: "Film", files: [film], components: [buttons()] });
  },
  async Remix(asked) {
    await asked.reply(alone(`Remix of ${asked.targetMessage.content}`));
  },
  async like(asked) {
    await asked.reply(alone("Liked"));
  },
  async count(asked) {
    await asked.update({ content: "Film, counted" });
  },
  async selfie(asked) {
    await asked.showModal(form());
  },
  async likeness(asked) {
    const [selfie] = asked.fields.getUploadedFiles("selfie", true).values();
    const [name, me] = [asked.fields.getTextInputValue("name"), asked.fields.getCheckbox("me")];
    await asked.deferReply({ flags: MessageFlags.Ephemeral });
    await asked.followUp(`${name}: ${selfie.name} of ${await bytes(selfie)} bytes, ${me}`);
  },
};

client.on("interactionCreate", async (asked) => {
  const name = asked.isChatInputCommand() ? asked.options.getSubcommand() : asked.commandName ?? asked.customId;
  await handlers[name](asked);
});
client.on("messageCreate", async (message) => {
  if (message.author.bot) return;
  await message.channel.send(`You wrote ${message.content} with ${message.attachments.size} files`);
});
client.on("error", (error) => console.error(error));
client.once("clientReady", async () => {
  await client.application.commands.set([make, remix]);
});
process.on("SIGTERM", async () => {
  await client.destroy();
  process.exit(0);
});
await client.login(token);

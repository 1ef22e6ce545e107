// What the page knows: who is here, which rooms, which messages. Others hear when it changes.

export const state = {
  me: "",
  local: false,
  command: "cameo",
  most: 0,
  others: [],
  people: {},
  rooms: [],
  room: null,
  joined: null, // a room that an invitation led to, until it is known
  messages: new Map(), // id → message
  more: new Map(), // room → whether there is an earlier past
  sheets: new Map(), // room → call sheet
  line: true,
};

const ears = new Map();

export function listen(what, run) {
  ears.set(what, [...(ears.get(what) ?? []), run]);
}

// Before the page is built again, nobody of the old one hears any more.
export function hush() {
  ears.clear();
}

export function tell(what, detail) {
  for (const run of ears.get(what) ?? []) run(detail);
}

export const nameOf = (person) => state.people[person] ?? "";

export const roomOf = (id) => state.rooms.find((room) => room.id === id);

export const here = () => roomOf(state.room);

export function messagesOf(room) {
  return [...state.messages.values()].filter((message) => message.room === room).sort((a, b) => a.seq - b.seq);
}

function put(messages) {
  const changes = [];
  for (const message of messages) {
    const was = state.messages.get(message.id);
    if (message.gone) state.messages.delete(message.id);
    else state.messages.set(message.id, message);
    changes.push({ was, message });
  }
  return changes;
}

// Messages of the past; nobody is told that they are new.
export function remember(messages, room, more) {
  put(messages);
  state.more.set(room, more);
  tell("messages", []);
}

export function adopt(frame) {
  switch (frame.t) {
    case "rooms": {
      const spoke = state.locale;
      Object.assign(state, { me: frame.me, locale: frame.locale, others: frame.others, people: { ...state.people, ...frame.people }, rooms: frame.rooms });
      if (roomOf(state.joined)) {
        state.room = state.joined;
        state.joined = null;
      }
      if (!here()) state.room = frame.rooms[0]?.id ?? null;
      tell("rooms");
      if (spoke !== frame.locale) tell("locale", frame.locale);
      break;
    }
    case "start": {
      state.messages.clear();
      put(frame.messages);
      for (const room of state.rooms) state.more.set(room.id, messagesOf(room.id).length >= frame.full);
      tell("messages", []);
      tell("started");
      break;
    }
    case "changed":
      tell("messages", put(frame.messages));
      break;
  }
}

# Workers: processes that make films and faces.
error-worker-lost = The process that worked on it ended in the middle; try again.
error-worker-lost-silent = The process that worked on it fell silent and was ended; try again.
error-worker-lost-stalled = The process that worked on it got no further and was ended; try again.
error-worker-lost-garbled = The process that worked on it answered nonsense; try again.
error-worker-lost-cancelled = It was cancelled before it was done.
error-farm-full = Everybody who makes films is busy; try again in a moment.
error-timeout = It took longer than it may and was ended; try again.
error-memory = It did not fit into memory; try again when less is being made at once.
error-render-bug = A mistake of mine ended it; give { $bug } to whoever runs this bot.
error-data-likeness = The kept face cannot be read; take it again.

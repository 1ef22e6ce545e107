# Servers that make films: what went wrong there, for those who wait and for whoever runs the bot.

error-engine-remote-down = { $host }, which films for me, cannot be reached right now.
error-engine-remote-slow = { $host } took too long over the film, so I stopped waiting for it.
error-engine-remote-refused = { $host } would not make this film (HTTP { $status }).
error-engine-remote-failed = { $host } started on the film and did not finish it.
error-engine-remote-broken = What { $host } sent back is no film that can be shown.
error-engine-remote-key = { $host } does not accept my key; whoever runs me has to look at WALKON_REMOTE_KEY.
error-engine-rushes = What came back in place of a film cannot be shown: it is broken, cut off or too short.

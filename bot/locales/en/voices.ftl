# Neural voices: what an operator or a member reads when one does not speak.

error-tool-missing-voice = This voice needs { $library }, and it is not installed: .venv/bin/pip install -e ".[{ $extra }]".
error-model-corrupt-parts = { $count ->
    [one] One part of the voice in { $folder } is
   *[other] { $count } parts of the voice in { $folder } are
 } missing from its files; { $command ->
    [none] name another folder
   *[other] { $command } --verify fetches what has changed anew
 }.
error-voice-garbled = The voice { $voice } brought noise instead of a line, twice; try again, or change the words.
error-voice-silent = The voice { $voice } said nothing where a line was to be heard; change the words.
error-voice-endless = The voice { $voice } did not find the end of a line; change the words, or make the line shorter.
error-voice-broke = The voice { $voice } broke off in the middle of a line; try again, or change the words.

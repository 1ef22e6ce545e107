"""Builders of tiny models with random weights, saved in the true layout of their families."""

from __future__ import annotations


def letters(pad, end, *, size=64, side="right", template=None):
    """Return a tokenizer of single bytes and how many tokens it knows; it needs no files."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    known = [pad, end, "<unk>", *sorted(pre_tokenizers.ByteLevel.alphabet())]
    model = models.BPE(
        vocab={token: place for place, token in enumerate(known)}, merges=[], unk_token="<unk>"
    )
    reader = Tokenizer(model)
    reader.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    reader.decoder = decoders.ByteLevel()
    wrapped = PreTrainedTokenizerFast(
        tokenizer_object=reader, pad_token=pad, eos_token=end, unk_token="<unk>",
        padding_side=side, model_max_length=size,
    )  # fmt: skip
    if template is not None:
        wrapped.chat_template = template
    return wrapped, len(known)

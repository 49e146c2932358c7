"""The company's manual: blocks and a BookStack come in; its pages carry the blocks, all around them untouched."""

"""The scanners of 保密审查 and 个人信息 review: one file a rule, plain Python over what `documents` has read."""

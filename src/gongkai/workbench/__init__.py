"""The staff face: what needs me today, the editor, review, the boards. Calls actions; owns no rule."""

"""The tree of codes, each with its colour."""

from __future__ import annotations

from rich.style import Style
from rich.text import Text
from textual.widgets import Tree
from textual.widgets.tree import TreeNode


class CodeTree(Tree[str]):
    """A tree whose labels keep their own colours."""

    def render_label(self, node: TreeNode[str], base_style: Style, style: Style) -> Text:
        """The label, with the tree's style beneath its own."""
        label = node.label.copy() if isinstance(node.label, Text) else Text(str(node.label))
        label.stylize_before(style)
        if not node.allow_expand:
            return label
        arrow = self.ICON_NODE_EXPANDED if node.is_expanded else self.ICON_NODE
        return Text.assemble((arrow, base_style + Style(meta={"toggle": True})), label)

package io.levibot.model.lightgbm;

import io.levibot.model.lightgbm.LightGbmFormatException.Kind;

/**
 * Checks that the children of a parsed tree form one binary tree: no cycle, nothing reached twice, nothing left out. Measures
 * its depth on the way.
 */
final class TreeShape {
    private TreeShape() {}

    static void check(ParsedTree tree, ModelText text) {
        int nodes = tree.leaves - 1;
        boolean[] nodeSeen = new boolean[nodes];
        boolean[] leafSeen = new boolean[tree.leaves];
        // Every visited node is put there once, so the stack never holds more than there are nodes.
        int[] stack = new int[nodes];
        int[] depth = new int[nodes];
        int top = 0;
        stack[top++] = 0;
        nodeSeen[0] = true;
        int reached = 0;
        while (top > 0) {
            int node = stack[--top];
            reached++;
            for (int side = 0; side < 2; side++) {
                int child = side == 0 ? tree.left[node] : tree.right[node];
                boolean[] seen = child < 0 ? leafSeen : nodeSeen;
                int index = child < 0 ? ~child : child;
                if (seen[index]) {
                    throw text.refuse(
                            Kind.INCONSISTENT,
                            (side == 0 ? "left" : "right") + "_child of node " + node + " is " + child
                                    + ", which already has a parent or is the root: the nodes form no tree");
                }
                seen[index] = true;
                if (child >= 0) {
                    depth[child] = depth[node] + 1;
                    stack[top++] = child;
                } else {
                    tree.depth = Math.max(tree.depth, depth[node] + 1);
                }
            }
        }
        if (reached != nodes) {
            throw text.refuse(
                    Kind.INCONSISTENT, "only " + reached + " of " + nodes + " nodes can be reached from the root");
        }
    }
}

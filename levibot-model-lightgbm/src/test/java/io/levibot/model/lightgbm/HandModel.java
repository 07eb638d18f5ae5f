package io.levibot.model.lightgbm;

/** Models small enough to be scored by hand, in LightGBM's text format. */
final class HandModel {
    /**
     * Binary, features a and b. Tree 0: a <= 1.5 ? 0.25 : (b <= -2 ? -0.5 : 1). Tree 1: b <= 0 ? 0.125 : -0.25. Missing values
     * count as 0 (no missing type).
     */
    static final String BINARY = """
            tree
            version=v4
            num_class=1
            num_tree_per_iteration=1
            label_index=0
            max_feature_idx=1
            objective=binary sigmoid:1
            feature_names=a b
            feature_infos=[-10:10] [-10:10]

            Tree=0
            num_leaves=3
            num_cat=0
            split_feature=0 1
            split_gain=10 5
            threshold=1.5 -2
            decision_type=0 0
            left_child=-1 -2
            right_child=1 -3
            leaf_value=0.25 -0.5 1
            leaf_weight=1 1 1
            leaf_count=10 5 5
            internal_value=0.1 0.2
            internal_weight=3 2
            internal_count=20 10
            is_linear=0
            shrinkage=1


            Tree=1
            num_leaves=2
            num_cat=0
            split_feature=1
            split_gain=2.5
            threshold=0
            decision_type=0
            left_child=-1
            right_child=-2
            leaf_value=0.125 -0.25
            leaf_weight=1 1
            leaf_count=10 10
            internal_value=0
            internal_weight=2
            internal_count=20
            is_linear=0
            shrinkage=1


            end of trees

            feature_importances:
            b=2
            a=1

            parameters:
            [boosting: gbdt]
            end of parameters

            pandas_categorical:null
            """;

    /** Three classes of one tree each on feature a: class i scores i + 1 where a <= 0, else -(i + 1). */
    static final String THREE_CLASSES = threeClasses();

    private HandModel() {}

    private static String threeClasses() {
        StringBuilder text = new StringBuilder("""
                tree
                version=v4
                num_class=3
                num_tree_per_iteration=3
                label_index=0
                max_feature_idx=0
                objective=multiclass num_class:3
                feature_names=a
                feature_infos=[-10:10]

                """);
        for (int i = 0; i < 3; i++) {
            text.append("Tree=").append(i).append("\nnum_leaves=2\nnum_cat=0\nsplit_feature=0\nsplit_gain=1\n");
            text.append("threshold=0\ndecision_type=0\nleft_child=-1\nright_child=-2\n");
            text.append("leaf_value=").append(i + 1).append(' ').append(-i - 1).append('\n');
            text.append("leaf_weight=1 1\nleaf_count=1 1\ninternal_value=0\ninternal_weight=2\ninternal_count=2\n");
            text.append("is_linear=0\nshrinkage=1\n\n\n");
        }
        return text.append("end of trees\n\npandas_categorical:null\n").toString();
    }
}

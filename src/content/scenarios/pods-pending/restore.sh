# Takes away the labels that a learner may have given to nodes.
kubectl label nodes --all disktype-
kubectl label nodes --all disk-

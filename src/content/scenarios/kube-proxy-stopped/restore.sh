# Nodes may have been given the label that the DaemonSet asked for.
kubectl label nodes --all maintenance-

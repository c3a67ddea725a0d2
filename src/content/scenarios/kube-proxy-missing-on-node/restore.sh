# The nodes as they were: no label, and open for Pods.
kubectl label nodes --all network-
kubectl uncordon service-clinic-worker2

# The key alone does not do: the DaemonSet asks for the value as well.
kubectl label node service-clinic-worker2 network=true --overwrite

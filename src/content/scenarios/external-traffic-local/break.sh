# Each node may hand outside requests to its own Pods only, and all of the Pods are on one node.
kubectl patch service booking -n tickets -p '{"spec":{"externalTrafficPolicy":"Local"}}'

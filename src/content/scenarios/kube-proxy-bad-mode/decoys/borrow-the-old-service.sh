# The old Service's rules lead to the old Service's Pods; its new selector reaches no node.
kubectl patch service catalog -n books -p '{"spec":{"selector":{"app":"reviews"}}}'

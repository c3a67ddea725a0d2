# Which name server the Pod of CoreDNS has does not matter to a Corefile that names another.
kubectl patch deployment coredns -n kube-system -p '{"spec":{"template":{"spec":{"dnsPolicy":"ClusterFirst"}}}}'

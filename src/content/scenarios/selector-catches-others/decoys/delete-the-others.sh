# Nobody strange answers any more, and nobody answers for orders either.
kubectl delete deployment orders -n market

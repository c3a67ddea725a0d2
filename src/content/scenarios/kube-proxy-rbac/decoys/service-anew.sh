# Nobody who could write rules hears of this Service either.
kubectl delete service dashboard -n monitoring
kubectl expose deployment dashboard -n monitoring --port=3000 --target-port=http

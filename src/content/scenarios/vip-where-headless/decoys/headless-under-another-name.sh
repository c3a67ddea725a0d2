# A headless Service, but not the one that the Pods name as their subdomain: they get no names in it either.
kubectl apply -f - <<END
apiVersion: v1
kind: Service
metadata:
  name: peers-headless
  namespace: ledger
spec:
  clusterIP: None
  selector:
    app: node
  ports:
    - name: gossip
      port: 7000
END

# Delete and create in one command, also naming Pods that are not ready yet, as peers that start together need it.
kubectl replace --force -f - <<END
apiVersion: v1
kind: Service
metadata:
  name: peers
  namespace: ledger
spec:
  clusterIP: None
  publishNotReadyAddresses: true
  selector:
    app: node
  ports:
    - name: gossip
      port: 7000
END

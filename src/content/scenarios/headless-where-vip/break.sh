# The Service is headless: its name leads to the Pods, and nothing translates its port.
kubectl apply -f - <<END
apiVersion: v1
kind: Service
metadata:
  name: fares
  namespace: travel
spec:
  clusterIP: None
  selector:
    app: fares
  ports:
    - name: http
      port: 80
      targetPort: 8080
END
until kubectl exec -n travel client -- nslookup fares.travel.svc.cluster.local > /dev/null 2>&1; do
  sleep 1
done

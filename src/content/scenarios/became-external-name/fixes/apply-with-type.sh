# A manifest that names the type, so that apply manages it.
kubectl apply -f - <<END
apiVersion: v1
kind: Service
metadata:
  name: thumbs
  namespace: gallery
spec:
  type: ClusterIP
  selector:
    app: thumbs
  ports:
    - name: http
      port: 80
      targetPort: http
END
